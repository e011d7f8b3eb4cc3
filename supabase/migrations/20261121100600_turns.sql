-- A turn: one message of a user and the reply to it. While it runs, the server that generates it holds a lease under a
-- fence, and the text so far lies in turn_chunks.

create table public.turns (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  conversation uuid not null references public.conversations (id) on delete cascade,
  -- Made by the sender: the same id again is the same turn.
  client_message_id uuid not null,
  body_hash text not null check (char_length(body_hash) between 1 and 200),
  user_message uuid not null references public.messages (id) on delete cascade,
  reply uuid not null references public.messages (id) on delete cascade,
  -- The seq of the reply: orders the turns of a conversation.
  seq bigint not null,
  status text not null default 'running' check (status in ('running', 'complete', 'interrupted', 'stopped', 'failed')),
  stop_requested boolean not null default false,
  lease_until timestamptz not null,
  -- Moves on when the lease is taken away: what the old holder still sends no longer counts.
  fence bigint not null default 1,
  usage jsonb check (jsonb_typeof(usage) = 'object' and octet_length(usage::text) <= 16384),
  error jsonb check (jsonb_typeof(error) = 'object' and octet_length(error::text) <= 16384),
  model text check (char_length(model) between 1 and 200),
  -- Charged against the day's tokens when the turn began; corrected when it ends. 0 for models that cost nothing.
  tokens_reserved int not null default 0 check (tokens_reserved >= 0),
  -- Up to which chunk, and when last, the channel was told.
  broadcast_n int not null default -1,
  broadcast_at timestamptz not null default '-infinity',
  started_at timestamptz not null default private.clock(),
  finished_at timestamptz,
  unique (owner, client_message_id)
  -- Renewing a lease rewrites the row several times a second: room on the page keeps that off the indexes.
) with (fillfactor = 70);
create unique index turns_one_running_idx on public.turns (conversation) where status = 'running';
create index turns_conversation_idx on public.turns (conversation, seq desc);
create index turns_user_message_idx on public.turns (user_message);
create index turns_reply_idx on public.turns (reply);

alter table public.turns enable row level security;
revoke all on table public.turns from public, anon, authenticated, service_role;
grant select on table public.turns to authenticated, service_role;

create policy "read own turns" on public.turns
  for select to authenticated using (owner = (select auth.uid()));

-- Messages and their turn come into being together, each naming the other.
alter table public.messages
  add constraint messages_turn_fkey foreign key (turn) references public.turns (id) on delete cascade
    deferrable initially deferred;

-- Whoever locks several turns locks them in the order of their ids (append_replies holds many at once); so does a delete.
create function private.lock_turns() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.turns t where t.conversation = old.id order by t.id for update;
  return old;
end
$$;
revoke all on function private.lock_turns() from public, anon, authenticated, service_role;

create trigger lock_turns before delete on public.conversations
  for each row execute function private.lock_turns();

create table public.turn_chunks (
  turn uuid not null references public.turns (id) on delete cascade,
  n int not null check (n >= 0),
  kind text not null check (kind in ('delta', 'thinking')),
  -- UTF-16 units of the reply, or of the thinking, before this piece.
  utf16_offset int not null check (utf16_offset >= 0),
  text text not null,
  -- The reply's tokens so far, or the thinking's; 0 where nobody counted.
  tokens int not null default 0 check (tokens >= 0),
  primary key (turn, n)
);

alter table public.turn_chunks enable row level security;
revoke all on table public.turn_chunks from public, anon, authenticated, service_role;
grant select on table public.turn_chunks to authenticated, service_role;

create policy "read chunks of own turns" on public.turn_chunks
  for select to authenticated using (
    exists (select 1 from public.turns t where t.id = turn_chunks.turn and t.owner = (select auth.uid()))
  );
