-- What holds for every memory, whoever writes it.

-- Everything that a memory names is its owner's, and nothing is replaced by what it replaced itself.
create function private.check_memory() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_next uuid := new.superseded_by;
begin
  if new.conversation is not null and not exists (
    select 1 from public.conversations c where c.id = new.conversation and c.owner = new.owner and not c.temporary
  ) then
    raise exception 'not_found';
  end if;
  if new.superseded_by is not null and not exists (
    select 1 from public.memories m where m.id = new.superseded_by and m.owner = new.owner
  ) then
    raise exception 'not_found';
  end if;
  while v_next is not null loop
    if v_next = new.id then
      raise exception 'invalid_input' using detail = 'a memory is not replaced by what it has replaced';
    end if;
    select m.superseded_by into v_next from public.memories m where m.id = v_next;
  end loop;
  return new;
end
$$;
revoke all on function private.check_memory() from public, anon, authenticated, service_role;

create trigger check_memory before insert or update of conversation, superseded_by on public.memories
  for each row when (new.conversation is not null or new.superseded_by is not null)
  execute function private.check_memory();

-- A source is what its message says it is. Temporary conversations are nobody's source.
create function private.fill_source() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  select m.conversation, m.seq, m.created_at into new.conversation, new.seq, new.said_at
  from public.messages m
  join public.conversations c on c.id = m.conversation
  join public.memories y on y.id = new.memory and y.owner = m.owner
  where m.id = new.message and m.owner = new.owner and not c.temporary;
  if not found then
    raise exception 'not_found';
  end if;
  return new;
end
$$;
revoke all on function private.fill_source() from public, anon, authenticated, service_role;

create trigger fill_source before insert or update of memory, message, conversation, seq, said_at on public.memory_sources
  for each row execute function private.fill_source();

-- Counts those in use, after the lock: nobody gets past the cap beside somebody else.
create function private.cap_memories() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.profiles p where p.id in (select owner from made) order by p.id for no key update;
  if exists (
    select 1 from (select distinct owner from made) o
    where (
      select count(*) from public.memories m where m.owner = o.owner and m.retired_by is null
    ) > private.memory_cap()
  ) then
    raise exception 'cap_reached';
  end if;
  return null;
end
$$;
revoke all on function private.cap_memories() from public, anon, authenticated, service_role;

create trigger cap_memories after insert on public.memories
  referencing new table as made for each statement execute function private.cap_memories();

-- Tells the owner's devices which entries changed; of more than 50 at once only that they did.
create function private.announce_memories() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_owner record;
  v_row record;
begin
  for v_owner in select c.owner, count(*) as number from changed c group by c.owner loop
    continue when not exists (select 1 from public.profiles p where p.id = v_owner.owner);
    if v_owner.number > 50 then
      perform private.broadcast('user:' || v_owner.owner, 'memories', jsonb_build_object('changed', v_owner.number));
      continue;
    end if;
    for v_row in select c.id, c.revision from changed c where c.owner = v_owner.owner loop
      if tg_op = 'DELETE' then
        perform private.broadcast('user:' || v_owner.owner, 'memory_delete', jsonb_build_object('id', v_row.id));
      else
        perform private.broadcast(
          'user:' || v_owner.owner, 'memory', jsonb_build_object('id', v_row.id, 'revision', v_row.revision)
        );
      end if;
    end loop;
  end loop;
  return null;
end
$$;
revoke all on function private.announce_memories() from public, anon, authenticated, service_role;

create trigger announce_made after insert on public.memories
  referencing new table as changed for each statement execute function private.announce_memories();
create trigger announce_gone after delete on public.memories
  referencing old table as changed for each statement execute function private.announce_memories();

create function private.announce_changed_memory() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.retired_by is not null then
    perform private.broadcast('user:' || new.owner, 'memory_delete', jsonb_build_object('id', new.id));
  else
    perform private.broadcast('user:' || new.owner, 'memory', jsonb_build_object('id', new.id, 'revision', new.revision));
  end if;
  return null;
end
$$;
revoke all on function private.announce_changed_memory() from public, anon, authenticated, service_role;

create trigger announce_change after update on public.memories
  for each row when (old.revision <> new.revision) execute function private.announce_changed_memory();

-- Takes a memory's words out of whatever was made of them for finding it.
create function private.unindex_memory(p_memory uuid) returns void
language plpgsql set search_path = '' as $$
begin
  delete from public.search_docs d where d.memory = p_memory;
  -- Where PostgreSQL has no vectors there is no such table.
  if to_regclass('public.memory_vectors') is not null then
    execute 'delete from public.memory_vectors v where v.memory = $1' using p_memory;
  end if;
end
$$;
revoke all on function private.unindex_memory(uuid) from public, anon, authenticated, service_role;

-- Retired by maintenance, brought back, or reworded: found by the words it has, or not at all. The app makes its vector anew.
create function private.put_memory_index(p_owner uuid, p_memory uuid, p_index jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.unindex_memory(p_memory);
  if coalesce((p_index ->> 'version')::int, 0) > 0 then
    perform private.index_memory(p_owner, p_memory, p_index);
    update public.memories m set reindex = false where m.id = p_memory and m.reindex;
  else
    update public.memories m set reindex = true where m.id = p_memory and not m.reindex and m.retired_by is null;
  end if;
end
$$;
revoke all on function private.put_memory_index(uuid, uuid, jsonb) from public, anon, authenticated, service_role;

-- A source that goes takes what was taken from it along: the memory, where it was the last; where others remain and the
-- wording may be this one's, that of the newest of them takes its place. What somebody wrote by hand stays as it is.
create function private.follow_source() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_memory public.memories;
  v_source public.memory_sources;
begin
  if current_setting('throughline.keep_wording', true) = 'on' then
    return null;
  end if;
  select * into v_memory from public.memories m where m.id = old.memory for no key update;
  if not found or v_memory.trust in ('hand_written', 'imported') then
    return null;
  end if;
  select * into v_source from public.memory_sources s
  where s.memory = v_memory.id order by s.said_at desc, s.seq desc, s.message limit 1;
  if not found then
    delete from public.memories m where m.id = v_memory.id;
    return null;
  end if;
  if exists (
    select 1 from public.memory_sources s where s.memory = v_memory.id and s.content = v_memory.content
  ) then
    update public.memories m set importance = m.importance where m.id = v_memory.id;
    return null;
  end if;
  update public.memories m set
    content = v_source.content,
    topic = case when private.has_words(v_source.content, m.topic) then m.topic end,
    metadata = '{}',
    token_count = private.estimated_tokens(v_source.content),
    token_family = 'unknown'
  where m.id = v_memory.id;
  perform private.forget_in_runs(v_memory.owner, array[v_memory.id]);
  perform private.put_memory_index(v_memory.owner, v_memory.id, null);
  return null;
end
$$;
revoke all on function private.follow_source() from public, anon, authenticated, service_role;

create trigger follow_source after delete on public.memory_sources
  for each row execute function private.follow_source();

-- Every word of the one is in the other.
create function private.has_words(p_text text, p_words text) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(bool_and(strpos(lower(p_text), w.word) > 0), true)
  from regexp_split_to_table(lower(p_words), '[^[:alnum:]]+') w (word) where w.word <> ''
$$;
revoke all on function private.has_words(text, text) from public, anon, authenticated, service_role;

-- Every memory that a step of maintenance names.
create function private.step_memories(p_step jsonb) returns uuid[]
language sql immutable set search_path = '' as $$
  select coalesce(array_agg(distinct i.id::uuid), '{}')
  from (
    select p_step ->> k.key from unnest(array['id', 'into', 'by']) k (key)
    union all select p_step -> 'memory' ->> 'id'
    union all
    select jsonb_array_elements_text(p_step -> k.key) from unnest(array['ids', 'from']) k (key)
    where jsonb_typeof(p_step -> k.key) = 'array'
  ) i (id)
  where i.id is not null
$$;
revoke all on function private.step_memories(jsonb) from public, anon, authenticated, service_role;

-- What is left of a step without these: null where it was about one of them.
create function private.step_without(p_step jsonb, p_memories uuid[]) returns jsonb
language sql immutable set search_path = '' as $$
  select case
    when not private.step_memories(p_step) && p_memories then p_step
    when coalesce(p_step ->> 'into', p_step ->> 'id', p_step -> 'memory' ->> 'id')::uuid = any (p_memories) then null
    else p_step || jsonb_build_object('why', '') || (
      select coalesce(jsonb_object_agg(k.key, case
        when jsonb_typeof(p_step -> k.key) = 'array' then (
          select coalesce(jsonb_agg(i.id), '[]') from jsonb_array_elements_text(p_step -> k.key) i (id)
          where i.id::uuid <> all (p_memories)
        )
        when (p_step ->> k.key)::uuid = any (p_memories) then 'null'
        else p_step -> k.key
      end), '{}')
      from unnest(array['ids', 'from', 'by']) k (key) where p_step ? k.key
    )
  end
$$;
revoke all on function private.step_without(jsonb, uuid[]) from public, anon, authenticated, service_role;

-- Memories that are forgotten, or that say something else now, leave the record of what maintenance did: a reason may quote
-- them, and nothing of them can be undone.
create function private.forget_in_runs(p_owner uuid, p_memories uuid[]) returns void
language sql set search_path = '' as $$
  update public.maintenance_runs r set
    plan = (
      select coalesce(jsonb_agg(private.step_without(s.step, p_memories) order by s.place), '[]')
      from jsonb_array_elements(r.plan) with ordinality s (step, place)
      where private.step_without(s.step, p_memories) is not null
    ),
    memories = array(select i.id from unnest(r.memories) i (id) where i.id <> all (p_memories))
  where r.owner = p_owner and r.memories && p_memories
$$;
revoke all on function private.forget_in_runs(uuid, uuid[]) from public, anon, authenticated, service_role;

create function private.leave_runs() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_owner record;
begin
  for v_owner in select g.owner, array_agg(g.id) as ids from gone g group by g.owner loop
    perform private.forget_in_runs(v_owner.owner, v_owner.ids);
  end loop;
  return null;
end
$$;
revoke all on function private.leave_runs() from public, anon, authenticated, service_role;

create trigger leave_runs after delete on public.memories
  referencing old table as gone for each statement execute function private.leave_runs();
