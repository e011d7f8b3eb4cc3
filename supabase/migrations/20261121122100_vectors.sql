-- Vectors, where pgvector is. A server that lacks the extension notes this file as unavailable and runs it at the first
-- start that finds it, perhaps long after later migrations: nothing else may replace the functions below, or need them to
-- do more than the stubs before this file do. The tables lie in `private`, as vectors are for nobody to read.

create extension if not exists vector with schema extensions;

create table private.message_vectors (
  message uuid not null references public.messages (id) on delete cascade,
  model text collate "C" not null check (char_length(model) between 1 and 200),
  passage int not null check (passage >= 0),
  -- Both follow the message.
  owner uuid not null,
  conversation uuid not null,
  -- Of length 1, so that the inner product is the cosine.
  embedding extensions.vector not null,
  -- In the owner's own index (private.vector_indexes), where there is one.
  indexed boolean not null default false,
  primary key (message, model, passage)
) with (
  -- Up to some 2,000 dimensions a vector stays in its row: reading each of them from another table takes three times as long.
  toast_tuple_target = 8160
);
create index message_vectors_owner_idx on private.message_vectors (model, owner, indexed);
alter table private.message_vectors enable row level security;
revoke all on table private.message_vectors from public, anon, authenticated, service_role;

create table private.memory_vectors (
  memory uuid not null references public.memories (id) on delete cascade,
  model text collate "C" not null check (char_length(model) between 1 and 200),
  passage int not null check (passage >= 0),
  owner uuid not null,
  embedding extensions.vector not null,
  primary key (memory, model, passage)
) with (toast_tuple_target = 8160);
create index memory_vectors_owner_idx on private.memory_vectors (model, owner);
alter table private.memory_vectors enable row level security;
revoke all on table private.memory_vectors from public, anon, authenticated, service_role;

-- Memories without vectors of a model: new ones, changed ones, and all of them once for every new model.
create table private.memories_to_embed (
  model text collate "C" not null references private.embedding_models (model) on delete cascade,
  memory uuid not null references public.memories (id) on delete cascade,
  primary key (model, memory)
);
create index memories_to_embed_memory_idx on private.memories_to_embed (memory);
alter table private.memories_to_embed enable row level security;
revoke all on table private.memories_to_embed from public, anon, authenticated, service_role;

-- Owners with so many vectors that they have an index of their own; see docs/decisions/0014-vectors.md.
create table private.vector_indexes (
  owner uuid not null references public.profiles (id) on delete cascade,
  model text collate "C" not null,
  dimensions int not null check (dimensions between 1 and 2000),
  name text not null unique,
  primary key (owner, model)
);
alter table private.vector_indexes enable row level security;
revoke all on table private.vector_indexes from public, anon, authenticated, service_role;

-- A reply that another one replaces is not recalled; changed words need other vectors. adopt_guest changes owners.
create function private.follow_message_vectors() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.owner <> old.owner then
    update private.message_vectors v set
      owner = new.owner,
      indexed = exists (select from private.vector_indexes x where x.owner = new.owner and x.model = v.model)
    where v.message = new.id;
  end if;
  if new.superseded_by is not null or new.content is distinct from old.content then
    delete from private.message_vectors v where v.message = new.id;
  end if;
  if new.content is distinct from old.content then
    update private.embedded_to e set seq = new.seq - 1 where e.conversation = new.conversation and e.seq >= new.seq;
  end if;
  return null;
end
$$;
revoke all on function private.follow_message_vectors() from public, anon, authenticated, service_role;

create trigger follow_message_vectors after update of owner, superseded_by, content on public.messages
  for each row when (
    old.status <> 'streaming' and (
      new.owner <> old.owner or new.content is distinct from old.content
      or new.superseded_by is distinct from old.superseded_by
    )
  ) execute function private.follow_message_vectors();

create function private.follow_memory_vectors() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.owner <> old.owner then
    update private.memory_vectors v set owner = new.owner where v.memory = new.id;
  end if;
  if tg_op = 'INSERT' or new.content is distinct from old.content then
    delete from private.memory_vectors v where v.memory = new.id;
    insert into private.memories_to_embed (model, memory)
    select m.model, new.id from private.embedding_models m
    on conflict do nothing;
  end if;
  return null;
end
$$;
revoke all on function private.follow_memory_vectors() from public, anon, authenticated, service_role;

create trigger follow_memory_vectors after insert or update of owner, content on public.memories
  for each row execute function private.follow_memory_vectors();

create or replace function private.vectors_of(p_messages uuid[], p_memories uuid[]) returns int
language sql stable set search_path = '' as $$
  select ((select count(*) from private.message_vectors where message = any (p_messages))
    + (select count(*) from private.memory_vectors where memory = any (p_memories)))::int
$$;

create or replace function private.nearest(
  p_owner uuid, p_kind smallint, p_vector text, p_model text, p_limit int, p_conversation uuid default null
) returns table (doc_message uuid, doc_memory uuid, cosine real)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_vector constant extensions.vector := p_vector::extensions.vector;
  v_index private.vector_indexes;
begin
  -- Vectors of another length cannot be compared; those of another model must not be.
  if v_vector is null or not exists (
    select from private.embedding_models m where m.model = p_model and m.dimensions = extensions.vector_dims(v_vector)
  ) then
    return;
  end if;
  -- Of passages three times as many are taken as of messages, which have several. First the nearest passages, then their
  -- messages: grouped at once, all vectors would be sorted by message.
  if p_kind = 2 then
    return query
    select null::uuid, c.memory, max(c.near)::real
    from (
      select v.memory, -(v.embedding operator(extensions.<#>) v_vector) as near
      from private.memory_vectors v where v.model = p_model and v.owner = p_owner
      order by v.embedding operator(extensions.<#>) v_vector limit 3 * p_limit
    ) c group by c.memory order by max(c.near) desc, c.memory limit p_limit;
    return;
  elsif p_kind <> 1 then
    return;
  end if;
  select * into v_index from private.vector_indexes x where x.owner = p_owner and x.model = p_model;
  if not found or p_conversation is not null then
    return query
    select c.message, null::uuid, max(c.near)::real
    from (
      select v.message, -(v.embedding operator(extensions.<#>) v_vector) as near
      from private.message_vectors v
      where v.model = p_model and v.owner = p_owner and (p_conversation is null or v.conversation = p_conversation)
      order by v.embedding operator(extensions.<#>) v_vector limit 3 * p_limit
    ) c group by c.message order by max(c.near) desc, c.message limit p_limit;
    return;
  end if;
  perform set_config('hnsw.ef_search', least(1000, 4 * p_limit)::text, true);
  -- The owner and the model stand in the text, because only then is the index's own condition seen to hold.
  return query execute format(
    'select c.message, null::uuid, max(c.near)::real from (
       (select v.message, -((v.embedding::extensions.vector(%1$s)) operator(extensions.<#>) $1::extensions.vector(%1$s)) as near
        from private.message_vectors v where v.owner = %2$L and v.model = %3$L and v.indexed
        order by (v.embedding::extensions.vector(%1$s)) operator(extensions.<#>) $1::extensions.vector(%1$s)
        limit 3 * $2)
       union all
       (select v.message, -(v.embedding operator(extensions.<#>) $1)
        from private.message_vectors v where v.owner = %2$L and v.model = %3$L and not v.indexed
        order by v.embedding operator(extensions.<#>) $1 limit 3 * $2)
     ) c group by c.message order by max(c.near) desc, c.message limit $2',
    v_index.dimensions, p_owner, p_model
  ) using v_vector, p_limit;
end
$$;

-- Indexes of owners or models that are gone.
create function private.drop_stale_indexes() returns void
language plpgsql set search_path = '' as $$
declare
  v_name text;
begin
  for v_name in
    select c.relname from pg_catalog.pg_index i
    join pg_catalog.pg_class c on c.oid = i.indexrelid
    join pg_catalog.pg_am a on a.oid = c.relam
    where i.indrelid = 'private.message_vectors'::regclass and a.amname = 'hnsw'
      and not exists (select from private.vector_indexes x where x.name = c.relname)
  loop
    execute format('drop index private.%I', v_name);
  end loop;
end
$$;
revoke all on function private.drop_stale_indexes() from public, anon, authenticated, service_role;

-- The row of a model, made at its first use. A model whose vectors have got another length is another one: the old go.
create function private.use_embedding_model(p_model text, p_dimensions int, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  update private.embedding_models m set asked_at = p_now
  where m.model = p_model and m.dimensions = p_dimensions and m.asked_at < p_now - interval '1 minute';
  if found or exists (
    select from private.embedding_models m where m.model = p_model and m.dimensions = p_dimensions
  ) then
    return;
  end if;
  delete from private.embedding_models where model = p_model;
  delete from private.vector_indexes where model = p_model;
  delete from private.message_vectors where model = p_model;
  delete from private.memory_vectors where model = p_model;
  insert into private.embedding_models (model, dimensions, asked_at) values (p_model, p_dimensions, p_now)
  on conflict do nothing;
  insert into private.memories_to_embed (model, memory) select p_model, id from public.memories
  on conflict do nothing;
end
$$;
revoke all on function private.use_embedding_model(text, int, timestamptz) from public, anon, authenticated, service_role;

create function private.messages_to_embed(p_model text, p_limit int, p_characters int) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', r.id, 'conversation', r.conversation, 'seq', r.seq, 'content', r.content
  ) order by r.place), '[]')
  from (
    select n.*, coalesce(sum(length(n.content)) over (order by n.place rows unbounded preceding), 0)
      - coalesce(length(n.content), 0) as before
    from (
      select m.*, row_number() over (order by p.updated_at desc, p.id, m.seq) as place
      from (
        select c.id, c.updated_at, coalesce(e.seq, 0) as done
        from public.conversations c left join private.embedded_to e on e.conversation = c.id and e.model = p_model
        where coalesce(e.seq, 0) < c.next_seq - 1 and not c.temporary
        order by c.updated_at desc, c.id
      ) p
      -- Up to the reply that is being written: its words are still to come.
      cross join lateral (
        select m.id, m.conversation, m.seq, case
          when m.kind = 'chat' and m.role in ('user', 'assistant') and m.superseded_by is null and m.content ~ '\S'
          then m.content
        end as content
        from public.messages m
        where m.conversation = p.id and m.seq > p.done and m.seq < coalesce((
          select t.seq from public.turns t where t.conversation = p.id and t.status = 'running'
        ), 9223372036854775807)
        order by m.seq limit p_limit
      ) m
      limit p_limit
    ) n
  ) r
  where r.before < p_characters
$$;
revoke all on function private.messages_to_embed(text, int, int) from public, anon, authenticated, service_role;

create function private.embedding_models_json() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('model', m.model, 'completed', m.completed_at is not null)), '[]')
  from private.embedding_models m
$$;
revoke all on function private.embedding_models_json() from public, anon, authenticated, service_role;

create or replace function public.unembedded(
  p_holder uuid, p_lease_s int, p_model text, p_dimensions int, p_limit int default 64, p_characters int default 60000
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now constant timestamptz := private.clock();
  v_messages jsonb;
  v_memories jsonb;
begin
  update private.embedding_lease l set holder = p_holder, lease_until = v_now + p_lease_s * interval '1 second'
  where l.holder = p_holder or l.lease_until < v_now;
  if not found then
    return jsonb_build_object('available', true, 'leased', false, 'models', private.embedding_models_json(),
      'messages', '[]'::jsonb, 'memories', '[]'::jsonb);
  end if;
  perform private.use_embedding_model(p_model, p_dimensions, v_now);
  v_messages := private.messages_to_embed(p_model, p_limit, p_characters);
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'content', m.content)), '[]') into v_memories
  from (
    select q.memory from private.memories_to_embed q where q.model = p_model limit p_limit
  ) q join public.memories m on m.id = q.memory;
  if v_messages = '[]' and v_memories = '[]' then
    update private.embedding_models set completed_at = v_now where model = p_model and completed_at is null;
    update private.embedding_lease set holder = null, lease_until = '-infinity';
  end if;
  return jsonb_build_object('available', true, 'leased', true, 'models', private.embedding_models_json(),
    'messages', v_messages, 'memories', v_memories);
end
$$;

create or replace function public.store_vectors(p_model text, p_rows jsonb) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_dimensions constant int := (select dimensions from private.embedding_models where model = p_model);
  v_stored int;
  v_more int;
begin
  if v_dimensions is null then
    raise exception 'not_found';
  end if;
  delete from private.message_vectors v
  using jsonb_to_recordset(p_rows -> 'messages') as r (id uuid) where v.message = r.id and v.model = p_model;
  insert into private.message_vectors (message, model, passage, owner, conversation, embedding, indexed)
  select m.id, p_model, v.n - 1, m.owner, m.conversation, v.value::extensions.vector, x.owner is not null
  from jsonb_to_recordset(p_rows -> 'messages') as r (id uuid, vectors jsonb)
  join public.messages m on m.id = r.id and m.superseded_by is null
  cross join lateral jsonb_array_elements_text(r.vectors) with ordinality v (value, n)
  left join private.vector_indexes x on x.owner = m.owner and x.model = p_model;
  get diagnostics v_stored = row_count;
  insert into private.embedded_to as e (conversation, model, seq)
  select r.conversation, p_model, max(r.seq)
  from jsonb_to_recordset(p_rows -> 'messages') as r (conversation uuid, seq bigint)
  join public.conversations c on c.id = r.conversation
  group by r.conversation
  on conflict (conversation, model) do update set seq = greatest(e.seq, excluded.seq);

  -- A memory that was reworded meanwhile stays in the queue.
  with said as (
    select m.id, m.owner, r.vectors
    from jsonb_to_recordset(p_rows -> 'memories') as r (id uuid, digest text, vectors jsonb)
    join public.memories m on m.id = r.id and md5(m.content) = r.digest
  ), done as (
    delete from private.memories_to_embed q using said where q.memory = said.id and q.model = p_model
  )
  insert into private.memory_vectors as v (memory, model, passage, owner, embedding)
  select s.id, p_model, e.n - 1, s.owner, e.value::extensions.vector
  from said s cross join lateral jsonb_array_elements_text(s.vectors) with ordinality e (value, n)
  on conflict (memory, model, passage) do update set embedding = excluded.embedding;
  get diagnostics v_more = row_count;
  if exists (
    select from private.message_vectors v join jsonb_to_recordset(p_rows -> 'messages') as r (id uuid) on r.id = v.message
    where v.model = p_model and extensions.vector_dims(v.embedding) <> v_dimensions
  ) or exists (
    select from private.memory_vectors v join jsonb_to_recordset(p_rows -> 'memories') as r (id uuid) on r.id = v.memory
    where v.model = p_model and extensions.vector_dims(v.embedding) <> v_dimensions
  ) then
    raise exception 'invalid_input';
  end if;
  return v_stored + v_more;
end
$$;

-- Counts conversations, not messages, where it can: it is asked every other second while the progress is watched.
create or replace function public.embedding_state(p_owner uuid) returns jsonb
language sql security definer set search_path = '' as $$
  select jsonb_build_object(
    'available', true,
    'messages', (
      select coalesce(sum(c.message_count), 0) from public.conversations c where c.owner = p_owner and not c.temporary
    ),
    'memories', (
      select count(*) from public.memories m
      where m.owner = p_owner and m.retired_by is null and m.merged_into is null
    ),
    'models', coalesce((
      select jsonb_agg(jsonb_build_object(
        'model', k.model, 'dimensions', k.dimensions, 'completed', k.completed_at is not null,
        'messages', (
          select coalesce(sum(case
            when e.seq >= c.next_seq - 1 then c.message_count
            else (
              select count(*) from public.messages m
              where m.conversation = c.id and m.seq <= e.seq and m.kind = 'chat' and m.superseded_by is null
            )
          end), 0)
          from private.embedded_to e join public.conversations c on c.id = e.conversation
          where c.owner = p_owner and e.model = k.model and not c.temporary
        ),
        'memories', (
          select count(distinct v.memory) from private.memory_vectors v join public.memories m on m.id = v.memory
          where v.model = k.model and v.owner = p_owner and m.retired_by is null and m.merged_into is null
        )
      )) from private.embedding_models k
    ), '[]')
  )
$$;

-- Drops up to p_limit vectors of models that no server has asked for in ten minutes, once p_model is complete; at last the
-- models themselves. Ten minutes, because servers change to another model one after the other. Returns how many.
create function private.drop_old_vectors(p_model text, p_limit int) returns int
language plpgsql set search_path = '' as $$
declare
  v_old text;
  v_dropped int;
begin
  select m.model into v_old from private.embedding_models m
  where m.model <> p_model and m.asked_at < private.clock() - interval '10 minutes'
    and exists (select from private.embedding_models n where n.model = p_model and n.completed_at is not null)
  limit 1;
  if v_old is null then
    return 0;
  end if;
  delete from private.vector_indexes where model = v_old;
  delete from private.message_vectors where ctid in (
    select ctid from private.message_vectors where model = v_old limit p_limit
  );
  get diagnostics v_dropped = row_count;
  if v_dropped = 0 then
    delete from private.memory_vectors where model = v_old;
    delete from private.embedding_models where model = v_old;
    v_dropped := 1;
  end if;
  return v_dropped;
end
$$;
revoke all on function private.drop_old_vectors(text, int) from public, anon, authenticated, service_role;

-- An index is made empty, in no time, and then filled by small steps: made over all of an owner's vectors at once it would
-- keep writers, and on PGlite everybody, waiting for minutes.
create function private.index_vectors(p_model text, p_limit int, p_from int) returns int
language plpgsql set search_path = '' as $$
declare
  v_owner uuid;
  v_name text;
  v_dimensions constant int := (select dimensions from private.embedding_models where model = p_model);
  v_indexed int;
begin
  select x.owner into v_owner from private.vector_indexes x
  where x.model = p_model and exists (
    select from private.message_vectors v where v.model = p_model and v.owner = x.owner and not v.indexed
  ) limit 1;
  if v_owner is null and v_dimensions <= 2000 then
    select v.owner into v_owner from private.message_vectors v
    where v.model = p_model and not exists (
      select from private.vector_indexes x where x.model = p_model and x.owner = v.owner
    )
    group by v.owner having count(*) > p_from limit 1;
    if v_owner is null then
      return 0;
    end if;
    v_name := format('message_vectors_%s_idx', left(md5(v_owner::text || p_model), 20));
    execute format(
      'create index %I on private.message_vectors
         using hnsw ((embedding::extensions.vector(%s)) extensions.vector_ip_ops)
         where owner = %L and model = %L and indexed',
      v_name, v_dimensions, v_owner, p_model
    );
    insert into private.vector_indexes (owner, model, dimensions, name) values (v_owner, p_model, v_dimensions, v_name);
  end if;
  update private.message_vectors set indexed = true where ctid in (
    select ctid from private.message_vectors where model = p_model and owner = v_owner and not indexed limit p_limit
  );
  get diagnostics v_indexed = row_count;
  return v_indexed;
end
$$;
revoke all on function private.index_vectors(text, int, int) from public, anon, authenticated, service_role;

create or replace function public.tend_vectors(p_model text, p_limit int default 20, p_index_from int default 50000)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_dropped int;
  v_indexed int := 0;
begin
  v_dropped := private.drop_old_vectors(p_model, 10 * p_limit);
  perform private.drop_stale_indexes();
  if v_dropped = 0 then
    v_indexed := private.index_vectors(p_model, p_limit, p_index_from);
  end if;
  return jsonb_build_object('dropped', v_dropped, 'indexed', v_indexed, 'more', v_dropped + v_indexed > 0);
end
$$;
