-- Memories in a turn: which it may be told, what the user decided about single ones, and what they cost.

-- For search functions that have checked who is asking. p_agent: the turn's; p_conversation null: a new one. p_query as in
-- recall_candidates. {memories: [entry + lexical, cosine, mark], standing: [entry], marks: [{kind, id, mark}]}: those that
-- hold and are the agent's to know; working ones of their own conversation only, episodes of others only where `past` is
-- asked for. A temporary conversation, and an agent without memory, gets nothing.
create function private.recall_memories(p_owner uuid, p_agent uuid, p_conversation uuid, p_query jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_limit constant int := least(coalesce((p_query ->> 'candidates')::int, 100), 500);
  v_past constant boolean := coalesce((p_query -> 'scope' ->> 'past')::boolean, true)
    and coalesce((select a.recall_past from public.agents a where a.id = p_agent), true)
    and coalesce((select c.recall_past from public.conversations c where c.id = p_conversation), true);
  v_marks jsonb;
  v_memories jsonb;
  v_standing jsonb;
  v_stand uuid[];
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'kind', case when k.message is null then 'memory' else 'message' end, 'id', coalesce(k.message, k.memory), 'mark', k.mark
  ) order by k.created_at, k.id), '[]') into v_marks
  from public.recall_marks k where k.conversation = p_conversation and k.owner = p_owner;

  if not coalesce((p_query -> 'scope' ->> 'memories')::boolean, true)
    or exists (select 1 from public.conversations c where c.id = p_conversation and c.temporary)
    or not coalesce((select a.memory from public.agents a where a.id = p_agent and a.owner = p_owner), false)
  then
    return jsonb_build_object('memories', '[]'::jsonb, 'standing', '[]'::jsonb, 'marks', v_marks);
  end if;

  -- Instructions first, then by weight, as far as they fit into what standing entries may take; the others are searched for.
  select coalesce(array_agg(s.id), '{}'),
    coalesce(jsonb_agg(private.memory_json(s.memory) order by s.place), '[]')
  into v_stand, v_standing
  from (
    select m.id, m as memory, row_number() over w as place, sum(m.token_count) over w as tokens
    from public.memories m
    where m.owner = p_owner and m.standing and m.valid_to is null and m.retired_by is null
      and (m.agent is null or m.agent = p_agent)
    window w as (order by m.kind <> 'instruction', m.importance desc, m.created_at, m.id rows unbounded preceding)
  ) s
  where s.tokens <= 300 and s.place <= 50;

  with found as (
    select r.memory, r.score as lexical, null::real as cosine
    from private.rank_memories(p_owner, coalesce(p_query -> 'terms', '[]'), p_agent, 2 * v_limit) r
    union all
    select n.doc_memory, null, n.cosine
    from private.nearest(p_owner, 2::smallint, p_query ->> 'vector', p_query ->> 'model', 2 * v_limit) n
    where p_query ->> 'vector' is not null
    union all
    select k.memory, null, null from public.recall_marks k
    where k.conversation = p_conversation and k.mark = 'pin' and k.memory is not null
  ), one as (
    select f.memory, coalesce(max(f.lexical), 0) as lexical, max(f.cosine) as cosine from found f group by f.memory
  ), allowed as (
    select private.memory_json(m) || jsonb_build_object('lexical', o.lexical, 'cosine', o.cosine, 'mark', k.mark) as entry,
      o.lexical, o.cosine, m.id,
      row_number() over (order by (k.mark = 'pin') desc nulls last, o.lexical desc, m.id) as by_words,
      row_number() over (order by o.cosine desc nulls last, m.id) as by_sense
    from one o
    join public.memories m on m.id = o.memory
    left join public.recall_marks k on k.conversation = p_conversation and k.memory = m.id
    where m.owner = p_owner and m.valid_to is null and m.retired_by is null and m.id <> all (v_stand)
      and (m.agent is null or m.agent = p_agent)
      and case m.type
        when 'working' then m.conversation = p_conversation
        when 'episodic' then v_past or m.conversation = p_conversation
        else true
      end
  )
  select coalesce(jsonb_agg(a.entry order by a.lexical desc, a.id), '[]') into v_memories
  from allowed a where a.by_words <= v_limit or (a.by_sense <= v_limit and a.cosine is not null);

  return jsonb_build_object('memories', v_memories, 'standing', v_standing, 'marks', v_marks);
end
$$;
revoke all on function private.recall_memories(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;

-- Charges what a call was told to the memories it was told of. p_receipt: the receipt as it is stored. Whatever is in it, the
-- turn ends: what names no memory of the owner's is passed over.
create function private.charge_memories(p_owner uuid, p_receipt jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  if jsonb_typeof(p_receipt -> 'recalled') is distinct from 'array' then
    return;
  end if;
  update public.memories m set
    uses = m.uses + 1, tokens_spent = m.tokens_spent + r.tokens, last_used_at = private.clock()
  from (
    select i.value ->> 'id' as id, sum(case jsonb_typeof(i.value -> 'tokens')
      when 'number' then greatest(0, (i.value ->> 'tokens')::numeric)::bigint else 0 end) as tokens
    from jsonb_array_elements(p_receipt -> 'recalled') i
    where i.value ->> 'kind' = 'memory'
      and i.value ->> 'id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    group by 1
  ) r
  where m.id = r.id::uuid and m.owner = p_owner;
end
$$;
revoke all on function private.charge_memories(uuid, jsonb) from public, anon, authenticated, service_role;

-- Not in this conversation (drop), always in it (pin), or as it scores (null). p_kind: message or memory. Returns the mark.
-- Raises not_found for what is not the caller's, cap_reached beyond 200 in a conversation.
create function public.mark_recalled(p_conversation uuid, p_kind text, p_id uuid, p_mark text default null) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_owner uuid;
begin
  select c.owner into v_owner from public.conversations c
  where c.id = p_conversation and c.owner = (select auth.uid()) for no key update;
  if v_owner is null or not (case p_kind
    when 'message' then exists (select 1 from public.messages m where m.id = p_id and m.owner = v_owner)
    when 'memory' then exists (
      select 1 from public.memories m where m.id = p_id and m.owner = v_owner and m.retired_by is null
    )
    else false
  end) then
    raise exception 'not_found';
  end if;
  delete from public.recall_marks k where k.conversation = p_conversation and p_id in (k.message, k.memory);
  if p_mark is null then
    return null;
  end if;
  if (select count(*) from public.recall_marks k where k.conversation = p_conversation) >= 200 then
    raise exception 'cap_reached';
  end if;
  insert into public.recall_marks (owner, conversation, message, memory, mark)
  values (
    v_owner, p_conversation, case p_kind when 'message' then p_id end, case p_kind when 'memory' then p_id end, p_mark
  );
  return p_mark;
end
$$;
revoke all on function public.mark_recalled(uuid, text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.mark_recalled(uuid, text, uuid, text) to authenticated;
