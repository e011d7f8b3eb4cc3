-- Who remembers, and who is remembered: switches of agents and conversations, and how far a conversation has been read for
-- memories.

alter table public.agents
  add column memory boolean not null default true,
  -- Its conversations may be told what was said in others.
  add column recall_past boolean not null default true;
grant update (memory, recall_past) on table public.agents to authenticated;

create or replace trigger next_revision before update
  of name, system_prompt, provider, model, temperature, max_output_tokens, defaults, memory, recall_past on public.agents
  for each row execute function private.next_revision_and_time();

alter table public.conversations
  -- Neither reads nor writes memory. Decided when it is made, for all of it.
  add column temporary boolean not null default false,
  add column recall_past boolean not null default true,
  -- The seq up to which memories were taken from it.
  add column extracted_to bigint not null default 0 check (extracted_to >= 0),
  -- Nothing is left to take from it until somebody says more.
  add column rested boolean not null default false,
  -- How often something in it was forgotten: what was read before that must not be written after it.
  add column forgotten int not null default 0;
grant insert (temporary, recall_past) on table public.conversations to authenticated;
grant update (recall_past) on table public.conversations to authenticated;
-- What the sweep looks for.
create index conversations_resting_idx on public.conversations (updated_at, id) where not rested and not temporary;

alter table public.messages
  -- A memory that was taken from its exchange has been forgotten: nothing recalls it, or takes a memory from it, again.
  add column forgotten boolean not null default false;

create function private.keep_temporary() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'invalid_input' using detail = 'a conversation is temporary from its beginning, or never';
end
$$;
revoke all on function private.keep_temporary() from public, anon, authenticated, service_role;

create trigger keep_temporary before update of temporary on public.conversations
  for each row when (old.temporary <> new.temporary) execute function private.keep_temporary();

create function private.wake_conversation() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.rested := false;
  return new;
end
$$;
revoke all on function private.wake_conversation() from public, anon, authenticated, service_role;

create trigger wake before update of next_seq on public.conversations
  for each row when (old.next_seq <> new.next_seq and new.rested) execute function private.wake_conversation();
