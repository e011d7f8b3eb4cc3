-- What people decide about single messages: always in the call, never in it, or in it by a line that stands for it.

alter table public.messages
  add column pinned boolean not null default false,
  add column muted boolean not null default false,
  add column compressed boolean not null default false,
  -- Stands for a compressed message; its tokens with what the message's own markers cost, in the message's family.
  add column gist text check (char_length(gist) between 1 and 160),
  add column gist_tokens int check (gist_tokens >= 0),
  add constraint messages_pinned_or_muted check (not (pinned and muted)),
  add constraint messages_compressed_by_gist
    check (not compressed or (gist is not null and gist_tokens is not null));
create index messages_pinned_idx on public.messages (conversation, seq) where pinned;
create index messages_muted_idx on public.messages (conversation, seq) include (token_count) where muted;

create or replace trigger next_revision before update
  of turn, role, kind, content, tool_calls, token_count, status, metadata, superseded_by, pinned, muted, compressed, gist,
    gist_tokens on public.messages
  for each row execute function private.next_revision();

-- Marks are told of all at once (mark_messages).
create or replace trigger announce_change after update on public.messages
  for each row when (
    old.revision <> new.revision
    and (old.pinned, old.muted, old.compressed) = (new.pinned, new.muted, new.compressed)
  ) execute function private.announce_message();
