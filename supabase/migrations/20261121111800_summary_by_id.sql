-- The summary in use is named by its id alone. A key of two columns that are also the key of the table's own versions is
-- read by the embedded stack as "all versions", so a conversation with two of them could not be read. That a
-- conversation uses no version of another is held by follow_summary and conversations_summary_whole.

alter table public.conversations
  drop constraint conversations_summary_fkey,
  add constraint conversations_summary_fkey foreign key (summary)
    references public.summaries (id) on delete set null;
drop index public.conversations_summary_idx;
create index conversations_summary_idx on public.conversations (summary) where summary is not null;
