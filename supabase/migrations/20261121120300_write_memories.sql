-- Writing memories: by extraction, by hand, and merging them. All as the service role, for an owner that the caller has
-- verified.

-- As the API reads them, with the newest 20 of their sources. Under the caller's own policies.
create function private.memory_json(p_memory public.memories) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(p_memory) - array['owner', 'reindex', 'retired_by', 'merged_into', 'derived_from']
    || jsonb_build_object('sources', (
      select coalesce(jsonb_agg(to_jsonb(s) order by s.said_at desc, s.seq desc), '[]')
      from (
        select x.message, x.conversation, c.title, x.seq, x.said_at
        from public.memory_sources x join public.conversations c on c.id = x.conversation
        where x.memory = p_memory.id order by x.said_at desc, x.seq desc limit 20
      ) s
    ))
$$;
revoke all on function private.memory_json(public.memories) from public, anon, authenticated, service_role;
grant execute on function private.memory_json(public.memories) to authenticated;

-- The owner's entry, locked. Raises not_found, also for one that maintenance has put away.
create function private.own_memory(p_owner uuid, p_memory uuid) returns public.memories
language plpgsql set search_path = '' as $$
declare
  v_memory public.memories;
begin
  select * into v_memory from public.memories m
  where m.id = p_memory and m.owner = p_owner and m.retired_by is null for no key update;
  if not found then
    raise exception 'not_found';
  end if;
  return v_memory;
end
$$;
revoke all on function private.own_memory(uuid, uuid) from public, anon, authenticated, service_role;

-- p_memory: {id, type, kind, content, importance, reasons, metadata, topic, agent, conversation, valid_from, valid_to,
-- trust, standing, token_count, token_family}. The rest is nobody's to say.
create function private.insert_memory(p_owner uuid, p_memory jsonb, p_index jsonb) returns public.memories
language plpgsql set search_path = '' as $$
declare
  v_row public.memories := jsonb_populate_record(null::public.memories, p_memory);
begin
  insert into public.memories (
    id, owner, type, kind, content, importance, reasons, metadata, topic, agent, conversation, valid_from, valid_to, trust,
    standing, token_count, token_family, reindex
  )
  values (
    coalesce(v_row.id, gen_random_uuid()), p_owner, v_row.type, v_row.kind, v_row.content, v_row.importance,
    coalesce(v_row.reasons, '[]'), coalesce(v_row.metadata, '{}'), v_row.topic, v_row.agent, v_row.conversation,
    coalesce(v_row.valid_from, private.clock()), v_row.valid_to, v_row.trust, coalesce(v_row.standing, false),
    coalesce(v_row.token_count, 0), coalesce(v_row.token_family, 'unknown'), coalesce((p_index ->> 'version')::int, 0) < 1
  )
  returning * into v_row;
  if not v_row.reindex then
    perform private.index_memory(p_owner, v_row.id, p_index);
  end if;
  return v_row;
end
$$;
revoke all on function private.insert_memory(uuid, jsonb, jsonb) from public, anon, authenticated, service_role;

-- p_source: {message, content}. False where the message is gone by now, must not be remembered, or is a source already. What
-- an episode says comes from all of its conversation.
create function private.add_source(p_memory public.memories, p_source jsonb) returns boolean
language plpgsql set search_path = '' as $$
begin
  insert into public.memory_sources (memory, message, owner, content, whole)
  select p_memory.id, m.id, p_memory.owner, p_source ->> 'content', p_memory.kind = 'episode'
  from public.messages m
  join public.conversations c on c.id = m.conversation
  where m.id = (p_source ->> 'message')::uuid and m.owner = p_memory.owner and not m.forgotten and not c.temporary
  on conflict (memory, message) do nothing;
  return found;
end
$$;
revoke all on function private.add_source(public.memories, jsonb) from public, anon, authenticated, service_role;

-- From the time of the one that takes its place; not before it began itself.
create function private.close_memory(p_owner uuid, p_memory uuid, p_by uuid) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_at timestamptz := private.clock();
begin
  if p_by is not null then
    select m.valid_from into v_at from public.memories m where m.id = p_by and m.owner = p_owner;
    if not found then
      return false;
    end if;
  end if;
  update public.memories m set valid_to = greatest(m.valid_from, v_at), superseded_by = p_by
  where m.id = p_memory and m.owner = p_owner and m.valid_to is null and m.retired_by is null and m.id is distinct from p_by;
  return found;
end
$$;
revoke all on function private.close_memory(uuid, uuid, uuid) from public, anon, authenticated, service_role;

-- What extraction found up to p_to, if nobody was there first: extracted_to must be p_expected_to still and, where
-- p_forgotten is given, nothing forgotten since. p_changes, in their order: [{do: insert, memory, source {message, content},
-- index} | {do: merge, id, source, importance, reasons} | {do: close, id, by}]. What refers to something that was deleted
-- meanwhile is passed over; so is what is stored already, and what no longer fits under the cap. Returns {inserted: ids,
-- merged, closed, passed_over}, or null for whoever was late. Raises invalid_input for a temporary conversation.
create function public.store_memories(
  p_owner uuid, p_conversation uuid, p_expected_to bigint, p_to bigint, p_changes jsonb, p_forgotten int default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_conversation constant public.conversations := private.own_conversation(p_owner, p_conversation);
  v_change jsonb;
  v_answer jsonb := '{"inserted": [], "merged": 0, "closed": 0, "passed_over": 0}';
  v_inserted uuid;
  v_done text;
begin
  if v_conversation.temporary or p_to >= v_conversation.next_seq or p_to < p_expected_to then
    raise exception 'invalid_input' using detail = 'memories are taken from what was said, where memory is kept';
  end if;
  if v_conversation.extracted_to <> p_expected_to or v_conversation.forgotten <> coalesce(p_forgotten, v_conversation.forgotten)
  then
    return null;
  end if;
  for v_change in select c.value from jsonb_array_elements(p_changes) with ordinality c (value, place) order by c.place loop
    v_inserted := null;
    v_done := 'passed_over';
    case v_change ->> 'do'
      when 'insert' then
        v_inserted := private.store_found(p_owner, v_change);
      when 'merge' then
        if private.merge_found(p_owner, v_change) then
          v_done := 'merged';
        end if;
      when 'close' then
        if private.close_memory(p_owner, (v_change ->> 'id')::uuid, (v_change ->> 'by')::uuid) then
          v_done := 'closed';
        end if;
      else
        raise exception 'invalid_input' using detail = 'a change inserts, merges or closes';
    end case;
    if v_inserted is null then
      v_answer := jsonb_set(v_answer, array[v_done], to_jsonb((v_answer ->> v_done)::int + 1));
    else
      v_answer := jsonb_set(v_answer, '{inserted}', (v_answer -> 'inserted') || to_jsonb(v_inserted));
    end if;
  end loop;
  update public.conversations c set
    extracted_to = p_to,
    -- Extraction right after a turn is not yet rest.
    rested = p_to >= c.next_seq - 1 and c.updated_at < private.clock() - interval '10 minutes'
  where c.id = p_conversation;
  return v_answer;
end
$$;
revoke all on function public.store_memories(uuid, uuid, bigint, bigint, jsonb, int)
  from public, anon, authenticated, service_role;
grant execute on function public.store_memories(uuid, uuid, bigint, bigint, jsonb, int) to service_role;

-- The id of a new entry; null where its message is gone, it is there already, or there is no room.
create function private.store_found(p_owner uuid, p_change jsonb) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_memory public.memories;
begin
  if exists (
    select 1 from public.memory_sources s join public.memories m on m.id = s.memory
    where s.message = (p_change -> 'source' ->> 'message')::uuid and m.owner = p_owner and m.retired_by is null
      and lower(m.content) = lower(p_change -> 'memory' ->> 'content')
  ) then
    return null;
  end if;
  v_memory := private.insert_memory(p_owner, p_change -> 'memory', p_change -> 'index');
  if not private.add_source(v_memory, p_change -> 'source') then
    delete from public.memories m where m.id = v_memory.id;
    return null;
  end if;
  return v_memory.id;
exception when raise_exception then
  if sqlerrm = 'cap_reached' then
    return null;
  end if;
  raise;
end
$$;
revoke all on function private.store_found(uuid, jsonb) from public, anon, authenticated, service_role;

create function private.merge_found(p_owner uuid, p_change jsonb) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_memory public.memories;
begin
  select * into v_memory from public.memories m
  where m.id = (p_change ->> 'id')::uuid and m.owner = p_owner and m.retired_by is null for no key update;
  if not found or not private.add_source(v_memory, p_change -> 'source') then
    return false;
  end if;
  update public.memories m set
    importance = coalesce((p_change ->> 'importance')::numeric, m.importance),
    reasons = coalesce(p_change -> 'reasons', m.reasons)
  where m.id = v_memory.id;
  return true;
end
$$;
revoke all on function private.merge_found(uuid, jsonb) from public, anon, authenticated, service_role;

-- One entry by somebody's own click. p_source may be null. p_closes: entries that it contradicts. Returns it. Raises
-- cap_reached, and not_found for what is not the owner's.
create function public.add_memory(
  p_owner uuid, p_memory jsonb, p_source jsonb default null, p_index jsonb default null, p_closes uuid[] default '{}'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_memory public.memories;
  v_closed uuid;
begin
  if not exists (select 1 from public.profiles p where p.id = p_owner) then
    raise exception 'unauthenticated';
  end if;
  v_memory := private.insert_memory(p_owner, p_memory, p_index);
  if jsonb_typeof(p_source) = 'object' and not private.add_source(v_memory, p_source) then
    raise exception 'not_found';
  end if;
  foreach v_closed in array coalesce(p_closes, '{}') loop
    perform private.own_memory(p_owner, v_closed);
    perform private.close_memory(p_owner, v_closed, v_memory.id);
  end loop;
  return (select private.memory_json(m) from public.memories m where m.id = v_memory.id);
end
$$;
revoke all on function public.add_memory(uuid, jsonb, jsonb, jsonb, uuid[]) from public, anon, authenticated, service_role;
grant execute on function public.add_memory(uuid, jsonb, jsonb, jsonb, uuid[]) to service_role;

-- Some of {type, kind, content, importance, reasons, metadata, topic, agent, valid_to, trust, standing, token_count,
-- token_family}; a null sets null. As long as it has a source an entry goes with it: it is not hand-written then.
create function private.change_memory(p_memory public.memories, p_changes jsonb, p_index jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_new constant public.memories := jsonb_populate_record(p_memory, p_changes);
begin
  update public.memories m set
    type = v_new.type,
    kind = v_new.kind,
    content = v_new.content,
    importance = v_new.importance,
    reasons = v_new.reasons,
    metadata = v_new.metadata,
    topic = v_new.topic,
    agent = v_new.agent,
    conversation = case when v_new.type = 'long_term' then null else m.conversation end,
    valid_to = v_new.valid_to,
    superseded_by = case when v_new.valid_to is not null then m.superseded_by end,
    trust = case
      when v_new.trust = 'hand_written' and exists (select 1 from public.memory_sources s where s.memory = m.id)
        then 'confirmed'
      else v_new.trust
    end,
    standing = v_new.standing and v_new.type = 'long_term',
    token_count = v_new.token_count,
    token_family = v_new.token_family
  where m.id = p_memory.id;
  if v_new.content <> p_memory.content then
    perform private.forget_in_runs(p_memory.owner, array[p_memory.id]);
    perform private.put_memory_index(p_memory.owner, p_memory.id, p_index);
  end if;
end
$$;
revoke all on function private.change_memory(public.memories, jsonb, jsonb) from public, anon, authenticated, service_role;

-- Returns the entry as it is now, or null where its revision is another than the one that was seen. Raises not_found.
create function public.edit_memory(
  p_owner uuid, p_memory uuid, p_expected_revision bigint, p_changes jsonb, p_index jsonb default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_memory constant public.memories := private.own_memory(p_owner, p_memory);
begin
  if v_memory.revision <> p_expected_revision then
    return null;
  end if;
  perform private.change_memory(v_memory, p_changes, p_index);
  return (select private.memory_json(m) from public.memories m where m.id = p_memory);
end
$$;
revoke all on function public.edit_memory(uuid, uuid, bigint, jsonb, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.edit_memory(uuid, uuid, bigint, jsonb, jsonb) to service_role;

-- One entry for several: their sources become those of p_into, which says what p_changes says; the others go. Returns it.
-- Raises not_found if one of them is not there.
create function public.merge_memories(
  p_owner uuid, p_ids uuid[], p_into uuid, p_changes jsonb default '{}', p_index jsonb default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_into constant public.memories := private.own_memory(p_owner, p_into);
  v_ids constant uuid[] := array(
    select m.id from public.memories m
    where m.id = any (p_ids) and m.id <> p_into and m.owner = p_owner and m.retired_by is null order by m.id for update
  );
begin
  if cardinality(v_ids) <> (select count(distinct i.id) from unnest(p_ids) i (id) where i.id <> p_into) then
    raise exception 'not_found';
  end if;
  perform private.share_sources(v_ids, p_into);
  -- What they had replaced is replaced by the one that is left.
  update public.memories m set superseded_by = p_into
  where m.owner = p_owner and m.superseded_by = any (v_ids) and m.id <> p_into;
  update public.memories m set superseded_by = null where m.id = p_into and m.superseded_by = any (v_ids);
  update public.memories m set merged_into = p_into where m.owner = p_owner and m.merged_into = any (v_ids);
  update public.memories m set
    uses = m.uses + g.uses, tokens_spent = m.tokens_spent + g.spent, last_used_at = greatest(m.last_used_at, g.used),
    derived_from = array(select distinct d from unnest(m.derived_from || g.derived) d)
  from (
    select coalesce(sum(o.uses), 0)::int as uses, coalesce(sum(o.tokens_spent), 0)::bigint as spent,
      max(o.last_used_at) as used,
      coalesce((select array_agg(d) from public.memories a, unnest(a.derived_from) d where a.id = any (v_ids)), '{}') as derived
    from public.memories o where o.id = any (v_ids)
  ) g
  where m.id = p_into;
  delete from public.memories m where m.id = any (v_ids);
  perform private.change_memory(
    (select m from public.memories m where m.id = v_into.id), coalesce(p_changes, '{}'), p_index
  );
  return (select private.memory_json(m) from public.memories m where m.id = p_into);
end
$$;
revoke all on function public.merge_memories(uuid, uuid[], uuid, jsonb, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.merge_memories(uuid, uuid[], uuid, jsonb, jsonb) to service_role;

-- Whatever these were taken from is a source of p_into, too. Returns the messages that were not before.
create function private.share_sources(p_ids uuid[], p_into uuid) returns uuid[]
language sql set search_path = '' as $$
  with added as (
    insert into public.memory_sources (memory, message, owner, content, whole)
    select distinct on (s.message) p_into, s.message, s.owner, s.content, s.whole
    from public.memory_sources s where s.memory = any (p_ids)
    order by s.message, s.whole desc
    on conflict (memory, message) do nothing
    returning message
  )
  select coalesce(array_agg(a.message), '{}') from added a
$$;
revoke all on function private.share_sources(uuid[], uuid) from public, anon, authenticated, service_role;

-- Entries whose words the index does not have: [{id, content, valid_from}].
create function public.unindexed_memories(p_version int, p_limit int) returns jsonb
language plpgsql stable security definer
set search_path = '' set enable_seqscan = off set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'content', m.content, 'valid_from', m.valid_from)), '[]')
    from (
      (
        select r.id from public.memories r where r.reindex limit p_limit
      ) union (
        select d.memory from public.search_docs d where d.version < p_version and d.kind = 2 limit p_limit
      ) limit p_limit
    ) w
    join public.memories m on m.id = w.id and m.retired_by is null
  );
end
$$;
revoke all on function public.unindexed_memories(int, int) from public, anon, authenticated, service_role;

-- p_rows: [{id, content, index, token_count, token_family}]; `content` as it was read. What has other words by now is passed
-- over. Returns how many were indexed.
create function public.index_memories(p_rows jsonb) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_row record;
  v_count int := 0;
begin
  for v_row in
    select m.id, m.owner, r.index, r.token_count, r.token_family
    from jsonb_to_recordset(p_rows) as r (id uuid, content text, index jsonb, token_count int, token_family text)
    join public.memories m on m.id = r.id and m.content = r.content and m.retired_by is null
    order by m.owner, m.id
    for no key update of m
  loop
    perform private.put_memory_index(v_row.owner, v_row.id, v_row.index);
    update public.memories m set token_count = v_row.token_count, token_family = v_row.token_family
    where m.id = v_row.id and v_row.token_count is not null;
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;
revoke all on function public.index_memories(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.unindexed_memories(int, int), public.index_memories(jsonb) to service_role;
