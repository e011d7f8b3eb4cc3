-- Everything that was said. `seq` is the only order. Rows come into being and change through the turn functions alone;
-- users read them.

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  conversation uuid not null references public.conversations (id) on delete cascade,
  turn uuid,
  seq bigint not null check (seq >= 1),
  role text not null check (role in ('user', 'assistant', 'system', 'tool')),
  kind text not null default 'chat' check (kind in ('chat', 'thinking', 'tool_call', 'tool_call_response', 'summary')),
  -- What people write is limited; a reply is limited by its budget, and far above it here, so that it can always be kept.
  content text not null check (char_length(content) <= case role when 'user' then 400000 else 4000000 end),
  tool_calls jsonb,
  -- With what the message's own markers cost in its family.
  token_count int not null default 0 check (token_count >= 0),
  token_family text not null check (char_length(token_family) between 1 and 40),
  status text not null check (status in ('complete', 'streaming', 'interrupted', 'stopped', 'failed')),
  model text check (char_length(model) between 1 and 200),
  author text check (char_length(author) between 1 and 200),
  client_message_id uuid,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 16384),
  superseded_by uuid references public.messages (id) on delete set null,
  revision bigint not null default 1,
  -- For display only.
  created_at timestamptz not null default private.clock(),
  unique (conversation, seq)
);
create index messages_owner_idx on public.messages (owner);
create index messages_turn_idx on public.messages (turn);
create index messages_superseded_by_idx on public.messages (superseded_by) where superseded_by is not null;
-- What a context is built of, newest first, without walking over what retries have replaced.
create index messages_window_idx on public.messages (conversation, seq desc)
  where kind = 'chat' and superseded_by is null;

alter table public.messages enable row level security;
revoke all on table public.messages from public, anon, authenticated, service_role;
grant select on table public.messages to authenticated, service_role;

create policy "read own messages" on public.messages
  for select to authenticated using (owner = (select auth.uid()));

-- A change of owner alone (adopt_guest) leaves every row what it was.
create trigger next_revision before update
  of turn, role, kind, content, tool_calls, token_count, status, metadata, superseded_by on public.messages
  for each row execute function private.next_revision();
