-- What is remembered, and where it was said. Users read their own; every write goes through functions of the service role,
-- because a memory goes into prompts of all conversations, and who may say so is decided there.

create function private.memory_cap() returns int
language sql immutable set search_path = '' as 'select 10000';
revoke all on function private.memory_cap() from public, anon, authenticated, service_role;

-- What maintenance did: steps with ids and numbers, so that it can be undone for 30 days. The words stay in the memories.
create table public.maintenance_runs (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  plan jsonb not null check (jsonb_typeof(plan) = 'array' and octet_length(plan::text) <= 4000000),
  -- Every memory that a step names.
  memories uuid[] not null,
  applied_at timestamptz not null default private.clock(),
  undone_at timestamptz
);
create index maintenance_runs_owner_idx on public.maintenance_runs (owner, applied_at desc);

alter table public.maintenance_runs enable row level security;
revoke all on table public.maintenance_runs from public, anon, authenticated, service_role;
grant select on table public.maintenance_runs to authenticated, service_role;

create policy "read own maintenance" on public.maintenance_runs
  for select to authenticated using (owner = (select auth.uid()));

create table public.memories (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  type text not null check (type in ('working', 'long_term', 'episodic')),
  kind text not null
    check (kind in ('fact', 'preference', 'instruction', 'goal', 'decision', 'question', 'episode')),
  content text not null check (char_length(content) between 1 and 2000 and content ~ '\S'),
  importance numeric(3, 1) not null check (importance between 0 and 10),
  -- [{rule, points}]
  reasons jsonb not null default '[]'
    check (jsonb_typeof(reasons) = 'array' and octet_length(reasons::text) <= 8192),
  metadata jsonb not null default '{}'
    check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 16384),
  -- What it is about: entries of one topic may contradict each other.
  topic text check (char_length(topic) between 1 and 200),
  -- Null: all of them.
  agent uuid,
  -- Its own one, for working and episodic entries.
  conversation uuid references public.conversations (id) on delete cascade,
  valid_from timestamptz not null default private.clock(),
  -- Not recalled from then on.
  valid_to timestamptz,
  superseded_by uuid references public.memories (id) on delete set null,
  trust text not null check (trust in ('stated', 'confirmed', 'hand_written', 'imported')),
  standing boolean not null default false,
  uses int not null default 0 check (uses >= 0),
  tokens_spent bigint not null default 0 check (tokens_spent >= 0),
  last_used_at timestamptz,
  token_count int not null default 0 check (token_count >= 0),
  token_family text not null check (char_length(token_family) between 1 and 40),
  -- Its words changed here, where nobody can take them apart: the app has to index it.
  reindex boolean not null default false,
  -- Put away by maintenance: not listed, not recalled, gone after 30 days.
  retired_by uuid references public.maintenance_runs (id) on delete cascade,
  -- The entry that says the same now; one is not forgotten without the other.
  merged_into uuid references public.memories (id) on delete cascade,
  -- Entries that maintenance made this one of.
  derived_from uuid[] not null default '{}',
  revision bigint not null default 1,
  created_at timestamptz not null default private.clock(),
  updated_at timestamptz not null default private.clock(),
  constraint memories_agent_fkey foreign key (agent, owner) references public.agents (id, owner)
    on update cascade on delete set null (agent),
  constraint memories_working_somewhere check (type <> 'working' or conversation is not null),
  constraint memories_standing_type check (not standing or type = 'long_term')
);
create index memories_newest_idx on public.memories (owner, created_at desc, id desc);
create index memories_value_idx on public.memories (owner, importance desc, id desc);
create index memories_standing_idx on public.memories (owner) where standing;
create index memories_topic_idx on public.memories (owner, topic) where topic is not null;
create index memories_agent_idx on public.memories (agent, owner);
create index memories_conversation_idx on public.memories (conversation);
create index memories_superseded_by_idx on public.memories (superseded_by);
create index memories_merged_into_idx on public.memories (merged_into);
create index memories_retired_by_idx on public.memories (retired_by);
create index memories_derived_from_idx on public.memories using gin (derived_from) where derived_from <> '{}';
create index memories_reindex_idx on public.memories (id) where reindex;

alter table public.memories enable row level security;
revoke all on table public.memories from public, anon, authenticated, service_role;
grant select on table public.memories to authenticated, service_role;

create policy "read own memories" on public.memories
  for select to authenticated using (owner = (select auth.uid()));

create trigger next_revision before update
  of type, kind, content, importance, reasons, metadata, topic, agent, conversation, valid_from, valid_to, superseded_by,
    trust, standing, retired_by on public.memories
  for each row execute function private.next_revision_and_time();

create table public.memory_sources (
  memory uuid not null references public.memories (id) on delete cascade,
  message uuid not null references public.messages (id) on delete cascade,
  owner uuid not null references public.profiles (id) on delete cascade,
  -- The message's own; a trigger fills them in.
  conversation uuid not null references public.conversations (id) on delete cascade,
  seq bigint not null,
  said_at timestamptz not null,
  -- What was taken from it, in the words that the memory has because of it.
  content text not null check (char_length(content) between 1 and 2000),
  -- Taken from everything said there, of which the message is the end.
  whole boolean not null default false,
  primary key (memory, message)
);
create index memory_sources_message_idx on public.memory_sources (message);
create index memory_sources_conversation_idx on public.memory_sources (conversation);
create index memory_sources_owner_idx on public.memory_sources (owner);

alter table public.memory_sources enable row level security;
revoke all on table public.memory_sources from public, anon, authenticated, service_role;
grant select on table public.memory_sources to authenticated, service_role;

create policy "read own sources" on public.memory_sources
  for select to authenticated using (owner = (select auth.uid()));

-- What the user decided about a recalled item: not in this conversation, or always in it.
create table public.recall_marks (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  conversation uuid not null references public.conversations (id) on delete cascade,
  message uuid references public.messages (id) on delete cascade,
  memory uuid references public.memories (id) on delete cascade,
  mark text not null check (mark in ('drop', 'pin')),
  created_at timestamptz not null default private.clock(),
  constraint recall_marks_of_one check (num_nonnulls(message, memory) = 1),
  unique (conversation, message),
  unique (conversation, memory)
);
create index recall_marks_owner_idx on public.recall_marks (owner);
create index recall_marks_message_idx on public.recall_marks (message);
create index recall_marks_memory_idx on public.recall_marks (memory);

alter table public.recall_marks enable row level security;
revoke all on table public.recall_marks from public, anon, authenticated, service_role;
grant select on table public.recall_marks to authenticated, service_role;

create policy "read own recall marks" on public.recall_marks
  for select to authenticated using (owner = (select auth.uid()));

-- What deletions took: numbers, and nothing that was said.
create table public.deletions (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  what text not null check (what in ('conversation', 'messages', 'memories', 'all_memories')),
  deleted_at timestamptz not null default private.clock(),
  counts jsonb not null check (jsonb_typeof(counts) = 'object' and octet_length(counts::text) <= 1024),
  kept int not null default 0 check (kept >= 0)
);
create index deletions_owner_idx on public.deletions (owner, deleted_at desc);

alter table public.deletions enable row level security;
revoke all on table public.deletions from public, anon, authenticated, service_role;
grant select on table public.deletions to authenticated, service_role;

create policy "read own deletions" on public.deletions
  for select to authenticated using (owner = (select auth.uid()));
