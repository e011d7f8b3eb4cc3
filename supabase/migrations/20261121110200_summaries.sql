-- Summaries: one row for every version, never changed. A conversation uses one of them, or none, and up to its boundary
-- the summary stands for the messages.

create table public.summaries (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  conversation uuid not null,
  version int not null check (version >= 1),
  -- It stands for every message from the one to the other, `messages` chat rows in all.
  from_seq bigint not null check (from_seq >= 1),
  to_seq bigint not null,
  messages int not null check (messages >= 0),
  lines jsonb not null check (jsonb_typeof(lines) = 'array' and octet_length(lines::text) <= 1000000),
  facts jsonb not null check (jsonb_typeof(facts) = 'array' and octet_length(facts::text) <= 4000000),
  token_count int not null check (token_count >= 0),
  token_family text not null check (char_length(token_family) between 1 and 40),
  -- Tokens of the same messages word for word.
  replaces int not null check (replaces >= 0),
  source text not null check (source in ('model', 'extract', 'user')),
  model text check (char_length(model) between 1 and 200),
  created_at timestamptz not null default private.clock(),
  constraint summaries_range check (to_seq >= from_seq),
  constraint summaries_conversation_fkey foreign key (conversation)
    references public.conversations (id) on delete cascade,
  unique (conversation, version)
);
create index summaries_owner_idx on public.summaries (owner);

alter table public.summaries enable row level security;
revoke all on table public.summaries from public, anon, authenticated, service_role;
grant select on table public.summaries to authenticated, service_role;

create policy "read own summaries" on public.summaries
  for select to authenticated using (owner = (select auth.uid()));

alter table public.conversations
  add column summary uuid,
  add column summary_version int,
  add column summary_to bigint not null default 0,
  -- By its id alone, which the API can tell from "all versions"; that it is one of its own is held by follow_summary.
  add constraint conversations_summary_fkey foreign key (summary) references public.summaries (id) on delete set null,
  add constraint conversations_summary_whole
    check ((summary is null) = (summary_version is null) and (summary is null) = (summary_to = 0));
create index conversations_summary_idx on public.conversations (summary) where summary is not null;

-- Text and boundary move together, whoever moves them.
create function private.follow_summary() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.summary_version := null;
  new.summary_to := 0;
  if new.summary is not null then
    select s.version, s.to_seq into new.summary_version, new.summary_to
    from public.summaries s where s.id = new.summary and s.conversation = new.id;
  end if;
  return new;
end
$$;
revoke all on function private.follow_summary() from public, anon, authenticated, service_role;

create trigger follow_summary before insert or update of summary, summary_version, summary_to on public.conversations
  for each row execute function private.follow_summary();
