-- What a turn has to pass before it is stored: its conversation is its owner's, its settings still hold, its user's limits
-- and its plan allow it. The latter refuse with what begin_turn and retry_turn answer then.

drop function private.lock_conversation(uuid, uuid);
drop function private.charge_turn(uuid, jsonb, int, timestamptz);

-- Locks a conversation of the owner's. Raises unauthenticated for an owner that is not there, and not_found.
create function private.own_conversation(p_owner uuid, p_conversation uuid) returns public.conversations
language plpgsql set search_path = '' as $$
declare
  v_conversation public.conversations;
begin
  select * into v_conversation from public.conversations c
  where c.id = p_conversation and c.owner = p_owner for no key update;
  if found then
    return v_conversation;
  end if;
  if not exists (select 1 from public.profiles p where p.id = p_owner) then
    raise exception 'unauthenticated';
  end if;
  raise exception 'not_found';
end
$$;
revoke all on function private.own_conversation(uuid, uuid) from public, anon, authenticated, service_role;

-- Locks a conversation of the owner's as it is once what is dead in it has ended: o_ended is [{turn, conversation}]. Raises
-- what own_conversation raises, and cap_reached where a conversation has grown beyond a million rows.
create function private.lock_conversation(
  p_owner uuid, p_conversation uuid, out o_conversation public.conversations, out o_ended jsonb
)
language plpgsql set search_path = '' as $$
begin
  perform private.own_conversation(p_owner, p_conversation);
  o_ended := private.interrupt_turns(p_conversation, private.clock());
  select * into o_conversation from public.conversations c where c.id = p_conversation;
  if o_conversation.next_seq > 1000000 then
    raise exception 'cap_reached';
  end if;
end
$$;
revoke all on function private.lock_conversation(uuid, uuid) from public, anon, authenticated, service_role;

-- Refuses a turn that was planned with other settings than its conversation has. p_expected: some of {agent, agent_revision,
-- model, max_tokens, memory_strategy, window_size, summary_threshold, reply_reserve, summary, window_from, recent_replies}.
create function private.require_expected(p_conversation public.conversations, p_expected jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_stored constant jsonb := to_jsonb(p_conversation) || jsonb_build_object(
    'agent_revision', (select a.revision from public.agents a where a.id = p_conversation.agent)
  );
begin
  if exists (
    select 1 from jsonb_each(coalesce(p_expected, '{}')) e where v_stored -> e.key is distinct from e.value
  ) then
    perform private.refuse('{"status": "stale"}');
  end if;
end
$$;
revoke all on function private.require_expected(public.conversations, jsonb) from public, anon, authenticated, service_role;

-- Charges one turn, or refuses it with what begin_turn answers when a limit is reached. A limit that is missing from
-- p_limits counts as 0: it fails closed. Counters are locked in one fixed order, the busiest last.
create function private.charge_turn(p_owner uuid, p_limits jsonb, p_tokens int, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_minute constant timestamptz := date_trunc('minute', p_now);
  v_day constant timestamptz := date_trunc('day', p_now, 'UTC');
  v_free constant boolean := coalesce((p_limits ->> 'free')::boolean, false);
  v_by text;
  v_ends timestamptz;
begin
  with counter (place, by, key, window_start, ends, turns, tokens, most) as (
    values
      (1, 'user', 'turns:user:' || p_owner, v_minute, v_minute + interval '1 minute', 1, 0,
        (p_limits ->> 'per_user')::bigint),
      (2, 'address', 'turns:address:' || (p_limits ->> 'address_hash'), v_minute, v_minute + interval '1 minute', 1, 0,
        (p_limits ->> 'per_address')::bigint),
      (3, 'tokens', case when not v_free then 'tokens:user:' || p_owner end, v_day, v_day + interval '1 day', 0,
        greatest(0, p_tokens), (p_limits ->> 'tokens_a_day')::bigint),
      (4, 'global', 'turns:all', v_minute, v_minute + interval '1 minute', 1, 0,
        (p_limits ->> 'global')::bigint)
  ), charged as (
    insert into public.limits as l (key, window_start, turns, tokens)
    select c.key, c.window_start, c.turns, c.tokens from counter c where c.key is not null order by c.place
    on conflict (key, window_start) do update
      set turns = l.turns + excluded.turns, tokens = l.tokens + excluded.tokens
    returning l.key, l.turns, l.tokens
  )
  select c.by, c.ends into v_by, v_ends
  from charged l join counter c using (key)
  where l.turns + l.tokens > coalesce(c.most, 0)
  order by c.place limit 1;
  if v_by is not null then
    perform private.refuse(jsonb_build_object(
      'status', 'limited',
      'limited_by', v_by,
      'retry_after_ms', greatest(1, ceil(extract(epoch from v_ends - p_now) * 1000))::bigint
    ));
  end if;
end
$$;
revoke all on function private.charge_turn(uuid, jsonb, int, timestamptz) from public, anon, authenticated, service_role;

-- The rate that a call reserves: p_rate {provider, model, fixed, reserve, least_reserve, ratio, limit}, tokens as the
-- provider counts them; `ratio` of them for one token of the window. Null where nothing limits the plan.
create function private.reserve_call(p_rate jsonb, p_window bigint, p_newest bigint, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_fixed constant bigint := (p_rate ->> 'fixed')::bigint;
  v_reserve constant bigint := (p_rate ->> 'reserve')::bigint;
  v_least constant bigint := (p_rate ->> 'least_reserve')::bigint;
  v_ratio constant numeric := coalesce((p_rate ->> 'ratio')::numeric, 1);
begin
  if p_rate is null then
    return null;
  end if;
  return private.reserve_rate(p_rate, jsonb_build_object(
    'all', v_fixed + ceil(v_ratio * p_window)::bigint + v_reserve,
    'short_reply', v_fixed + ceil(v_ratio * p_window)::bigint + v_least,
    'short_window', v_fixed + ceil(v_ratio * p_newest)::bigint + v_reserve,
    'least', v_fixed + v_least
  ), p_now);
end
$$;
revoke all on function private.reserve_call(jsonb, bigint, bigint, timestamptz) from public, anon, authenticated, service_role;
