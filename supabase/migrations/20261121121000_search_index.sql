-- What can be searched, word by word: messages, memories and summaries as the app has taken them apart. A row here for each
-- of them, a row in search_terms for each of its terms. Both are the owner's alone and are read by functions only. They go
-- with what they were made of.

create table public.search_docs (
  owner uuid not null references public.profiles (id) on delete cascade,
  -- 1 message, 2 memory, 3 summary
  kind smallint not null check (kind between 1 and 3),
  -- Counts for each owner and kind: the newest has the highest.
  doc bigint not null,
  message uuid unique references public.messages (id) on delete cascade,
  memory uuid unique references public.memories (id) on delete cascade,
  summary uuid unique references public.summaries (id) on delete cascade,
  conversation uuid references public.conversations (id) on delete cascade,
  seq bigint,
  role text,
  created_at timestamptz not null,
  len int not null check (len >= 0),
  asks boolean not null default false,
  timed boolean not null default false,
  -- In step; each term once.
  terms text[] not null,
  counts smallint[] not null,
  version smallint not null,
  primary key (owner, kind, doc),
  constraint search_docs_of_one check (
    num_nonnulls(message, memory, summary) = 1
    and case kind when 1 then message when 2 then memory else summary end is not null
  )
);
-- A conversation's docs in order, without a look at the table.
create index search_docs_conversation_idx on public.search_docs (conversation, seq) include (kind, doc);
-- Messages by date. Only for statements that say kind = 1: one that looks for a doc by its number (kind = a parameter) cannot
-- take it in place of the key, which a planner without statistics would.
create index search_docs_date_idx on public.search_docs (owner, created_at, doc) where kind = 1;
-- What another tokenizer has made.
create index search_docs_version_idx on public.search_docs (version);

alter table public.search_docs enable row level security;
revoke all on table public.search_docs from public, anon, authenticated, service_role;
grant select on table public.search_docs to service_role;

-- No foreign keys: a check for every term would cost more than the terms. They are written with their doc and removed by a
-- trigger on it.
create table public.search_terms (
  owner uuid not null,
  kind smallint not null,
  term text collate "C" not null check (octet_length(term) between 1 and 200),
  doc bigint not null,
  tf smallint not null,
  len int not null,
  -- Read backwards, newest first, and without a look at the table.
  primary key (owner, kind, term, doc) include (tf, len)
-- Searches read the index alone, which takes pages that vacuum has seen: it comes by after 2 % of new rows.
) with (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);

alter table public.search_terms enable row level security;
revoke all on table public.search_terms from public, anon, authenticated, service_role;
grant select on table public.search_terms to service_role;

-- Kept with the docs, and locked after everything else.
create table public.search_stats (
  owner uuid not null references public.profiles (id) on delete cascade,
  kind smallint not null,
  next_doc bigint not null,
  docs bigint not null,
  total_len bigint not null,
  primary key (owner, kind)
) with (fillfactor = 50);

alter table public.search_stats enable row level security;
revoke all on table public.search_stats from public, anon, authenticated, service_role;
grant select on table public.search_stats to service_role;

-- What was removed and is not yet taken off search_stats. Deleting takes no lock that way, so it waits for nobody and nobody
-- waits for it, whatever else its transaction holds.
create table public.search_removed (
  id bigint generated always as identity primary key,
  owner uuid not null references public.profiles (id) on delete cascade,
  kind smallint not null,
  docs bigint not null,
  total_len bigint not null
);
create index search_removed_owner_idx on public.search_removed (owner, kind);

alter table public.search_removed enable row level security;
revoke all on table public.search_removed from public, anon, authenticated, service_role;
grant select on table public.search_removed to service_role;

-- By the unique key, however many docs go at once.
create function private.remove_terms() returns trigger
language plpgsql security definer
set search_path = '' set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
set enable_bitmapscan = off set plan_cache_mode = 'force_generic_plan' as $$
begin
  delete from public.search_terms t
  using (select g.owner, g.kind, g.doc, unnest(g.terms) as term from gone g) x
  where t.owner = x.owner and t.kind = x.kind and t.term = x.term and t.doc = x.doc;
  insert into public.search_removed (owner, kind, docs, total_len)
  select g.owner, g.kind, count(*), sum(g.len) from gone g
  -- The whole account may be going.
  where exists (select 1 from public.profiles p where p.id = g.owner)
  group by g.owner, g.kind;
  return null;
end
$$;
revoke all on function private.remove_terms() from public, anon, authenticated, service_role;

create trigger remove_terms after delete on public.search_docs
  referencing old table as gone for each statement execute function private.remove_terms();

-- All docs of a conversation at once, before its messages take them along one by one.
create function private.remove_conversation_docs() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.search_docs d where d.conversation = old.id;
  return old;
end
$$;
revoke all on function private.remove_conversation_docs() from public, anon, authenticated, service_role;

create trigger remove_docs before delete on public.conversations
  for each row execute function private.remove_conversation_docs();

-- 0: not in the index yet.
alter table public.messages
  add column index_version smallint not null default 0;
-- What the index lacks, and nothing else.
create index messages_unindexed_idx on public.messages (index_version)
  where index_version = 0 and kind = 'chat' and superseded_by is null and status <> 'streaming' and content <> '';

-- What a retry has replaced, or what has changed, is not found under its old words.
create function private.leave_index() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if (new.superseded_by is not null and old.superseded_by is null)
    or (new.content <> old.content and new.index_version = old.index_version) then
    delete from public.search_docs d where d.message = new.id;
    new.index_version := 0;
  end if;
  return new;
end
$$;
revoke all on function private.leave_index() from public, anon, authenticated, service_role;

create trigger leave_index before update of content, superseded_by on public.messages
  for each row when (old.content <> new.content or old.superseded_by is distinct from new.superseded_by)
  execute function private.leave_index();
