-- What is known of vectors without pgvector. The vectors themselves come with the extension, in the migration after this
-- one, which replaces the functions below; where it is missing, these say that there are none, and recall is by words.

-- A model that vectors were made with, or are being made with.
create table private.embedding_models (
  model text collate "C" primary key check (char_length(model) between 1 and 200),
  dimensions int not null check (dimensions between 1 and 16000),
  -- When a server last asked what lacks vectors of it: once another one is complete, what nobody asks for is dropped.
  asked_at timestamptz not null default private.clock(),
  -- When for the first time nothing lacked vectors of it.
  completed_at timestamptz
);
alter table private.embedding_models enable row level security;
revoke all on table private.embedding_models from public, anon, authenticated, service_role;

-- Who makes vectors: one server at a time.
create table private.embedding_lease (
  id boolean primary key default true check (id),
  holder uuid,
  lease_until timestamptz not null default '-infinity'
);
alter table private.embedding_lease enable row level security;
revoke all on table private.embedding_lease from public, anon, authenticated, service_role;
insert into private.embedding_lease default values;

-- Up to which seq a conversation's messages have vectors of a model, or need none.
create table private.embedded_to (
  conversation uuid not null references public.conversations (id) on delete cascade,
  model text collate "C" not null references private.embedding_models (model) on delete cascade,
  seq bigint not null,
  primary key (conversation, model)
);
create index embedded_to_model_idx on private.embedded_to (model);
alter table private.embedded_to enable row level security;
revoke all on table private.embedded_to from public, anon, authenticated, service_role;

-- The messages (kind 1) or memories (kind 2) of one owner whose nearest passage is nearest to a vector of length 1.
-- Nothing of another owner's is read. p_vector is pgvector's text form; p_conversation narrows messages to one.
create function private.nearest(
  p_owner uuid, p_kind smallint, p_vector text, p_model text, p_limit int, p_conversation uuid default null
) returns table (doc_message uuid, doc_memory uuid, cosine real)
language sql stable set search_path = '' as $$
  select null::uuid, null::uuid, null::real where false
$$;
revoke all on function private.nearest(uuid, smallint, text, text, int, uuid) from public, anon, authenticated, service_role;

-- How many vectors these messages and memories have: for saying what a deletion takes along.
create function private.vectors_of(p_messages uuid[], p_memories uuid[]) returns int
language sql stable set search_path = '' as $$
  select 0
$$;
revoke all on function private.vectors_of(uuid[], uuid[]) from public, anon, authenticated, service_role;

-- What lacks vectors of a model, newest conversations first, for the server that holds the lease or gets it now; what it
-- gets belongs into one store_vectors. {available, leased, models: [{model, completed}], messages: [{id, conversation, seq,
-- content | null}], memories: [{id, content}]}. A message without content needs no vector, and is named to be passed over.
create function public.unembedded(
  p_holder uuid, p_lease_s int, p_model text, p_dimensions int, p_limit int default 64, p_characters int default 60000
) returns jsonb
language sql security definer set search_path = '' as $$
  select '{"available": false}'::jsonb
$$;
revoke all on function public.unembedded(uuid, int, text, int, int, int) from public, anon, authenticated, service_role;
grant execute on function public.unembedded(uuid, int, text, int, int, int) to service_role;

-- Stores vectors in pgvector's text form and notes how far they go. p_rows: {messages: [{id, conversation, seq, vectors}],
-- memories: [{id, digest, vectors}]}, the digest being md5 of the content that was embedded. Answers how many were stored;
-- what was deleted or changed meanwhile is passed over.
create function public.store_vectors(p_model text, p_rows jsonb) returns int
language sql security definer set search_path = '' as $$
  select 0
$$;
revoke all on function public.store_vectors(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.store_vectors(text, jsonb) to service_role;

-- {available, messages, memories, models: [{model, dimensions, completed, messages, memories}]}: what one owner has, and
-- how much of it has vectors of each model.
create function public.embedding_state(p_owner uuid) returns jsonb
language sql security definer set search_path = '' as $$
  select '{"available": false}'::jsonb
$$;
revoke all on function public.embedding_state(uuid) from public, anon, authenticated, service_role;
grant execute on function public.embedding_state(uuid) to service_role;

-- One small step of upkeep: drops vectors of models that nobody asks for any more, and puts the vectors of owners who have
-- more than p_index_from of them into an index of their own. {dropped, indexed, more}: more to do at once.
create function public.tend_vectors(p_model text, p_limit int default 20, p_index_from int default 50000) returns jsonb
language sql security definer set search_path = '' as $$
  select '{"dropped": 0, "indexed": 0, "more": false}'::jsonb
$$;
revoke all on function public.tend_vectors(text, int, int) from public, anon, authenticated, service_role;
grant execute on function public.tend_vectors(text, int, int) to service_role;
