-- Maintenance: merging, moving and putting away memories, which can be undone for 30 days. What is put away stays where it
-- is, with its sources, so that forgetting reaches it.

-- As the API reads it: an entry that was made comes as it is now, and a step about one that is gone is gone.
create function private.run_json(p_run public.maintenance_runs) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', p_run.id, 'applied_at', p_run.applied_at, 'undone_at', p_run.undone_at,
    'undo_until', p_run.applied_at + interval '30 days',
    'steps', (
      select coalesce(jsonb_agg(
        s.step - array['was', 'revision']
        || case when s.step ? 'memory' then jsonb_build_object('memory', private.memory_json(m)) else '{}' end
        order by s.place
      ), '[]')
      from jsonb_array_elements(p_run.plan) with ordinality s (step, place)
      left join public.memories m on m.id = (s.step -> 'memory' ->> 'id')::uuid
      where not s.step ? 'memory' or m.id is not null
    )
  )
$$;
revoke all on function private.run_json(public.maintenance_runs) from public, anon, authenticated, service_role;
grant execute on function private.run_json(public.maintenance_runs) to authenticated;

-- The caller's, newest first.
create function public.list_maintenance(p_limit int default 20) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(private.run_json(r) order by r.applied_at desc, r.id), '[]')
  from (
    select * from public.maintenance_runs x where x.owner = (select auth.uid())
    order by x.applied_at desc, x.id limit least(p_limit, 100)
  ) r
$$;
revoke all on function public.list_maintenance(int) from public, anon, authenticated, service_role;
grant execute on function public.list_maintenance(int) to authenticated;

-- One step; returns what has to be known to undo it (ids and numbers), or null where its entries are no longer there.
create function private.apply_step(p_owner uuid, p_run uuid, p_step jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_memory public.memories;
  v_from uuid[];
begin
  if p_step ->> 'do' = 'insert' then
    v_from := array(
      select m.id from public.memories m
      where m.owner = p_owner and m.retired_by is null
        and m.id in (select f::uuid from jsonb_array_elements_text(p_step -> 'from') f)
    );
    if cardinality(v_from) <> jsonb_array_length(p_step -> 'from') then
      return null;
    end if;
    v_memory := private.insert_memory(p_owner, p_step -> 'memory', p_step -> 'index');
    update public.memories m set derived_from = v_from where m.id = v_memory.id;
    perform private.share_sources(v_from, v_memory.id);
    return jsonb_build_object('memory', jsonb_build_object('id', v_memory.id), 'revision', v_memory.revision);
  end if;

  select * into v_memory from public.memories m
  where m.id = coalesce(p_step ->> 'into', p_step ->> 'id')::uuid and m.owner = p_owner and m.retired_by is null
  for no key update;
  if not found then
    return null;
  end if;
  case p_step ->> 'do'
    when 'merge' then
      v_from := array(
        select m.id from public.memories m
        where m.owner = p_owner and m.retired_by is null and m.id <> v_memory.id
          and m.id in (select i::uuid from jsonb_array_elements_text(p_step -> 'ids') i)
      );
      if cardinality(v_from) = 0 then
        return null;
      end if;
      update public.memories m set retired_by = p_run, merged_into = v_memory.id where m.id = any (v_from);
      update public.memories m set
        importance = (p_step ->> 'importance')::numeric, reasons = p_step -> 'reasons' where m.id = v_memory.id;
      return jsonb_build_object('ids', v_from, 'was', jsonb_build_object(
        'importance', v_memory.importance, 'reasons', v_memory.reasons,
        'added', private.share_sources(v_from, v_memory.id)
      ));
    when 'move' then
      update public.memories m set
        type = p_step ->> 'type', kind = p_step ->> 'kind', standing = m.standing and p_step ->> 'type' = 'long_term',
        conversation = case when p_step ->> 'type' = 'long_term' then null else m.conversation end
      where m.id = v_memory.id;
      return jsonb_build_object('was', jsonb_build_object(
        'type', v_memory.type, 'kind', v_memory.kind, 'conversation', v_memory.conversation, 'standing', v_memory.standing
      ));
    when 'close' then
      if not private.close_memory(p_owner, v_memory.id, (p_step ->> 'by')::uuid) then
        return null;
      end if;
      return '{}';
    when 'prune' then
      update public.memories m set retired_by = p_run where m.id = v_memory.id;
      return '{}';
    else
      raise exception 'invalid_input' using detail = 'a step merges, moves, inserts, closes or prunes';
  end case;
end
$$;
revoke all on function private.apply_step(uuid, uuid, jsonb) from public, anon, authenticated, service_role;

-- p_plan, in its order: [{do: merge, into, ids, importance, reasons, why} | {do: move, id, type, kind, why} | {do: insert,
-- memory, index, from, why} | {do: close, id, by, why} | {do: prune, id, why}]. Steps about what is no longer there are
-- passed over. Returns the run with the steps that were done.
create function public.apply_maintenance(p_owner uuid, p_plan jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.maintenance_runs;
  v_step jsonb;
  v_done jsonb;
  v_plan jsonb := '[]';
begin
  -- One run of an owner at a time.
  perform 1 from public.profiles p where p.id = p_owner for no key update;
  if not found then
    raise exception 'unauthenticated';
  end if;
  insert into public.maintenance_runs (owner, plan, memories) values (p_owner, '[]', '{}') returning * into v_run;
  for v_step in select s.value from jsonb_array_elements(p_plan) with ordinality s (value, place) order by s.place loop
    v_done := private.apply_step(p_owner, v_run.id, v_step);
    if v_done is not null then
      v_plan := v_plan || jsonb_build_array((v_step - array['memory', 'index']) || v_done);
    end if;
  end loop;
  update public.maintenance_runs r set
    plan = v_plan,
    memories = array(
      select distinct i.id from jsonb_array_elements(v_plan) s (step), unnest(private.step_memories(s.step)) i (id)
    )
  where r.id = v_run.id
  returning * into v_run;
  return private.run_json(v_run);
end
$$;
revoke all on function public.apply_maintenance(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.apply_maintenance(uuid, jsonb) to service_role;

create function private.undo_step(p_owner uuid, p_run uuid, p_step jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_id constant uuid := coalesce(p_step ->> 'into', p_step ->> 'id', p_step -> 'memory' ->> 'id')::uuid;
begin
  case p_step ->> 'do'
    when 'insert' then
      -- What somebody has changed since is theirs.
      delete from public.memories m
      where m.id = v_id and m.owner = p_owner and m.revision = (p_step ->> 'revision')::bigint;
    when 'merge' then
      update public.memories m set retired_by = null, merged_into = null
      where m.owner = p_owner and m.retired_by = p_run and m.merged_into = v_id;
      delete from public.memory_sources s
      where s.memory = v_id and s.owner = p_owner
        and s.message in (select a::uuid from jsonb_array_elements_text(p_step -> 'was' -> 'added') a);
      update public.memories m set
        importance = (p_step -> 'was' ->> 'importance')::numeric, reasons = p_step -> 'was' -> 'reasons'
      where m.id = v_id and m.owner = p_owner;
    when 'move' then
      update public.memories m set
        type = p_step -> 'was' ->> 'type', kind = p_step -> 'was' ->> 'kind',
        conversation = c.id, standing = (p_step -> 'was' ->> 'standing')::boolean
      from (values ((p_step -> 'was' ->> 'conversation')::uuid)) w (conversation)
      left join public.conversations c on c.id = w.conversation and c.owner = p_owner
      where m.id = v_id and m.owner = p_owner and m.type = p_step ->> 'type'
        and (p_step -> 'was' ->> 'type' <> 'working' or c.id is not null);
    when 'close' then
      update public.memories m set valid_to = null, superseded_by = null
      where m.id = v_id and m.owner = p_owner and m.superseded_by is not distinct from (p_step ->> 'by')::uuid;
    else
      update public.memories m set retired_by = null where m.id = v_id and m.owner = p_owner and m.retired_by = p_run;
  end case;
end
$$;
revoke all on function private.undo_step(uuid, uuid, jsonb) from public, anon, authenticated, service_role;

-- Takes a run of the last 30 days back, as far as its entries are still there: what was forgotten stays forgotten. Returns
-- the run, or null where there is none to undo.
create function public.undo_maintenance(p_owner uuid, p_run uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.maintenance_runs;
  v_step jsonb;
begin
  perform 1 from public.profiles p where p.id = p_owner for no key update;
  select * into v_run from public.maintenance_runs r
  where r.id = p_run and r.owner = p_owner and r.undone_at is null
    and r.applied_at > private.clock() - interval '30 days'
  for no key update;
  if not found then
    return null;
  end if;
  -- The entries keep their words: their other sources said so before.
  perform set_config('throughline.keep_wording', 'on', true);
  for v_step in select s.value from jsonb_array_elements(v_run.plan) with ordinality s (value, place) order by s.place desc loop
    perform private.undo_step(p_owner, p_run, v_step);
  end loop;
  perform set_config('throughline.keep_wording', '', true);
  update public.maintenance_runs r set undone_at = private.clock() where r.id = p_run returning * into v_run;
  return private.run_json(v_run);
end
$$;
revoke all on function public.undo_maintenance(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.undo_maintenance(uuid, uuid) to service_role;

-- Removes what was put away more than 30 days ago, of all owners. Returns how many entries that were.
create function public.sweep_memories() returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_count int;
begin
  with gone as (
    delete from public.memories m using public.maintenance_runs r
    where r.id = m.retired_by and r.applied_at <= private.clock() - interval '30 days'
    returning m.id
  )
  select count(*) into v_count from gone;
  return v_count;
end
$$;
revoke all on function public.sweep_memories() from public, anon, authenticated, service_role;
grant execute on function public.sweep_memories() to service_role;
