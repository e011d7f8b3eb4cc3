-- The memory page, under the caller's own policies.

-- p_query: {type, kind, agent, conversation, message, standing, holds: yes | no | all, metadata, text, ids, sort: value | used
-- | newest, limit, after: {at, id}}; what is absent does not filter. `after` is the last entry of the page before, `at` what
-- it was sorted by: an importance or an instant, empty where it was never used.
create function public.list_memories(p_query jsonb default '{}') returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  v_sort constant text := coalesce(p_query ->> 'sort', 'newest');
  v_holds constant text := coalesce(p_query ->> 'holds', 'all');
  v_limit constant int := least(greatest(coalesce((p_query ->> 'limit')::int, 50), 1), 200);
  v_text constant text := p_query ->> 'text';
  v_at constant numeric := case
    when p_query -> 'after' ->> 'at' = '' then 0
    when v_sort = 'value' then (p_query -> 'after' ->> 'at')::numeric
    else extract(epoch from (p_query -> 'after' ->> 'at')::timestamptz)
  end;
  v_after constant uuid := (p_query -> 'after' ->> 'id')::uuid;
begin
  return (
    select coalesce(jsonb_agg(private.memory_json(y) order by p.at desc, p.id desc), '[]')
    from (
      select k.id, k.at
      from (
        select m.id, case v_sort
          when 'value' then m.importance
          when 'used' then coalesce(extract(epoch from m.last_used_at), 0)
          else extract(epoch from m.created_at)
        end as at
        from public.memories m
        where m.owner = (select auth.uid()) and m.retired_by is null
          and (p_query ->> 'type' is null or m.type = p_query ->> 'type')
          and (p_query ->> 'kind' is null or m.kind = p_query ->> 'kind')
          and (p_query ->> 'agent' is null or m.agent is null or m.agent = (p_query ->> 'agent')::uuid)
          and (p_query ->> 'standing' is null or m.standing = (p_query ->> 'standing')::boolean)
          and case v_holds when 'yes' then m.valid_to is null when 'no' then m.valid_to is not null else true end
          and (jsonb_typeof(p_query -> 'metadata') is distinct from 'object' or m.metadata @> (p_query -> 'metadata'))
          and (coalesce(v_text, '') = '' or strpos(lower(m.content), lower(v_text)) > 0)
          and (jsonb_typeof(p_query -> 'ids') is distinct from 'array' or p_query -> 'ids' ? m.id::text)
          and (
            p_query ->> 'conversation' is null or m.conversation = (p_query ->> 'conversation')::uuid or exists (
              select 1 from public.memory_sources s
              where s.memory = m.id and s.conversation = (p_query ->> 'conversation')::uuid
            )
          )
          and (
            p_query ->> 'message' is null or exists (
              select 1 from public.memory_sources s where s.memory = m.id and s.message = (p_query ->> 'message')::uuid
            )
          )
      ) k
      where v_at is null or (k.at, k.id) < (v_at, v_after)
      order by k.at desc, k.id desc
      limit v_limit
    ) p
    join public.memories y on y.id = p.id
  );
end
$$;
revoke all on function public.list_memories(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.list_memories(jsonb) to authenticated;

-- [{type, holds, closed}] of the caller's.
create function public.memory_counts() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('type', n.type, 'holds', n.holds, 'closed', n.closed) order by n.type), '[]')
  from (
    select m.type, count(*) filter (where m.valid_to is null) as holds, count(*) filter (where m.valid_to is not null) as closed
    from public.memories m where m.owner = (select auth.uid()) and m.retired_by is null group by m.type
  ) n
$$;
revoke all on function public.memory_counts() from public, anon, authenticated, service_role;
grant execute on function public.memory_counts() to authenticated;
