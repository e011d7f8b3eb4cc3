-- A conversation and its settings. Users make, rename, set and delete their own; all that is counted is kept by the turn
-- functions. `updated_at` is the latest activity (a message sent, a reply finished): the list is sorted by it, so renaming
-- and settings do not move it. `revision` moves with every change.

create table public.conversations (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null default auth.uid() references public.profiles (id) on delete cascade,
  agent uuid not null,
  title text not null default 'New chat' check (char_length(title) <= 200 and title ~ '\S'),
  title_source text not null default 'auto' check (title_source in ('auto', 'user')),
  -- Null: the agent's.
  model text check (char_length(model) between 1 and 200),
  max_tokens int not null default 8000 check (max_tokens between 1000 and 128000),
  memory_strategy text not null default 'sliding_window' check (memory_strategy in ('sliding_window')),
  -- Null: worked out from max_tokens and the model.
  reply_reserve int check (reply_reserve between 64 and 64000),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 16384),
  next_seq bigint not null default 1 check (next_seq >= 1),
  -- Chat rows that no retry has replaced.
  message_count int not null default 0 check (message_count >= 0),
  -- Prompt and completion tokens of every model call so far.
  total_tokens bigint not null default 0 check (total_tokens >= 0),
  running boolean not null default false,
  revision bigint not null default 1,
  created_at timestamptz not null default private.clock(),
  updated_at timestamptz not null default private.clock(),
  -- The cascade moves conversations along when adopt_guest moves their agent.
  constraint conversations_agent_fkey foreign key (agent, owner) references public.agents (id, owner) on update cascade
);
-- The list, newest activity first, of all and of one agent; the second is the foreign key's too.
create index conversations_list_idx on public.conversations (owner, updated_at desc, id desc);
create index conversations_agent_list_idx on public.conversations (agent, owner, updated_at desc, id desc);

alter table public.conversations enable row level security;
revoke all on table public.conversations from public, anon, authenticated, service_role;
grant select, delete on table public.conversations to authenticated;
grant select on table public.conversations to service_role;
grant insert (id, agent, title, model, max_tokens, reply_reserve) on table public.conversations to authenticated;
grant update (title, model, max_tokens, reply_reserve) on table public.conversations to authenticated;

create policy "read own conversations" on public.conversations
  for select to authenticated using (owner = (select auth.uid()));
create policy "create own conversations" on public.conversations
  for insert to authenticated with check (owner = (select auth.uid()));
create policy "change own conversations" on public.conversations
  for update to authenticated using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
create policy "delete own conversations" on public.conversations
  for delete to authenticated using (owner = (select auth.uid()));

create trigger next_revision before update on public.conversations
  for each row when (old.* is distinct from new.*) execute function private.next_revision();

-- A title that a user wrote is the user's. Our own functions run as the owner of the schema and name the source themselves.
create function private.note_title_source() returns trigger
language plpgsql set search_path = '' as $$
begin
  if current_user = 'authenticated' then
    new.title := btrim(regexp_replace(new.title, '\s+', ' ', 'g'));
    if tg_op = 'UPDATE' or new.title <> 'New chat' then
      new.title_source := 'user';
    end if;
  end if;
  return new;
end
$$;
revoke all on function private.note_title_source() from public, anon, authenticated, service_role;

create trigger note_title_source before insert or update of title on public.conversations
  for each row execute function private.note_title_source();

-- Counts what a statement made or removed, and refuses more than 50,000 an owner.
create function private.count_conversations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    update public.profiles p
    set conversation_count = greatest(0, p.conversation_count - gone.number)
    from (select owner, count(*)::int as number from changed group by owner) gone
    where p.id = gone.owner;
    return null;
  end if;
  update public.profiles p
  set conversation_count = p.conversation_count + made.number
  from (select owner, count(*)::int as number from changed group by owner) made
  where p.id = made.owner;
  if exists (
    select 1 from public.profiles p
    where p.id in (select owner from changed) and p.conversation_count > 50000
  ) then
    raise exception 'cap_reached';
  end if;
  return null;
end
$$;
revoke all on function private.count_conversations() from public, anon, authenticated, service_role;

create trigger count_made after insert on public.conversations
  referencing new table as changed for each statement execute function private.count_conversations();
create trigger count_gone after delete on public.conversations
  referencing old table as changed for each statement execute function private.count_conversations();
