-- begin_turn as before, and: planned with settings that still hold, within what the plan has left of its tokens a minute,
-- and answered with everything that its context needs. Whatever refuses it leaves nothing behind.
-- Locks: client id, conversation, turn, profile, limits, token_rates, model_calibration.

drop function public.begin_turn(uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int);
drop function public.retry_turn(uuid, uuid, uuid, text, text, int, int, int, jsonb);

-- What begin_turn and retry_turn answer about a turn that is there. p_window: {from, floor} of the rows that come along,
-- `from` null where none fits; null for a replay, which needs none.
create function private.turn_answer(p_status text, p_turn uuid, p_ended jsonb, p_window jsonb default null) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_answer jsonb;
  v_conversation uuid;
  v_seq bigint;
  v_from bigint;
  v_rows jsonb;
begin
  select c.id, u.seq, jsonb_build_object(
    'status', p_status,
    'turn', t.id,
    'fence', t.fence,
    'conversation', to_jsonb(c),
    'user_message', jsonb_build_object(
      'id', u.id, 'seq', u.seq, 'token_count', u.token_count, 'content', u.content, 'created_at', u.created_at
    ),
    'reply', jsonb_build_object('id', r.id, 'seq', r.seq, 'status', r.status),
    'interrupted', p_ended,
    'rate', t.rate
  ) into v_conversation, v_seq, v_answer
  from public.turns t
  join public.conversations c on c.id = t.conversation
  join public.messages u on u.id = t.user_message
  join public.messages r on r.id = t.reply
  where t.id = p_turn;
  if p_window is null then
    return v_answer || '{"window_rows": [], "pinned_rows": [], "older": null, "muted": {"messages": 0, "tokens": 0}}';
  end if;
  v_from := coalesce((p_window ->> 'from')::bigint, v_seq);
  v_rows := private.window_json(v_conversation, v_from, v_seq, true);
  return v_answer
    || jsonb_build_object('window_rows', v_rows -> 'rows', 'pinned_rows', v_rows -> 'pinned')
    || private.window_surroundings(v_conversation, v_from, (p_window ->> 'floor')::bigint);
end
$$;
revoke all on function private.turn_answer(text, uuid, jsonb, jsonb) from public, anon, authenticated, service_role;

-- The answer for a client id that is known already; null for a new one. Callers with the same id wait for each other here,
-- so that of several at once one is new and the rest are replays. A replay is not charged and reads no window.
create or replace function private.replay_turn(p_owner uuid, p_client_message_id uuid, p_body_hash text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_turn public.turns;
  v_ended jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended(p_owner || ' ' || p_client_message_id, 0));
  select * into v_turn from public.turns t
  where t.owner = p_owner and t.client_message_id = p_client_message_id;
  if not found then
    return null;
  end if;
  if v_turn.body_hash <> p_body_hash then
    return jsonb_build_object('status', 'reused');
  end if;
  if v_turn.status = 'running' and v_turn.lease_until < private.clock() then
    perform 1 from public.conversations c where c.id = v_turn.conversation for no key update;
    v_ended := private.interrupt_turns(v_turn.conversation, private.clock());
  end if;
  return private.turn_answer('replayed', v_turn.id, v_ended);
end
$$;

-- The empty reply and the turn that will fill it. p_turn names the turn: {turn, client_message_id, body_hash, token_family,
-- model, tokens_reserved, free, lease_s, now, rate}; where the model is free, none of the day's tokens are reserved.
-- Returns the reply's id.
create or replace function private.open_reply(
  p_owner uuid, p_conversation uuid, p_user_message uuid, p_seq bigint, p_turn jsonb
) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_now constant timestamptz := (p_turn ->> 'now')::timestamptz;
  v_reply uuid;
begin
  insert into public.messages
    (owner, conversation, turn, seq, role, content, token_family, status, model, created_at)
  values (
    p_owner, p_conversation, (p_turn ->> 'turn')::uuid, p_seq, 'assistant', '', p_turn ->> 'token_family', 'streaming',
    p_turn ->> 'model', v_now
  )
  returning id into v_reply;
  insert into public.turns (
    id, owner, conversation, client_message_id, body_hash, user_message, reply, seq, lease_until, model,
    tokens_reserved, rate, started_at
  )
  values (
    (p_turn ->> 'turn')::uuid, p_owner, p_conversation, (p_turn ->> 'client_message_id')::uuid, p_turn ->> 'body_hash',
    p_user_message, v_reply, p_seq, v_now + make_interval(secs => (p_turn ->> 'lease_s')::int), p_turn ->> 'model',
    case when (p_turn ->> 'free')::boolean then 0 else greatest(0, (p_turn ->> 'tokens_reserved')::int) end,
    nullif(p_turn -> 'rate', 'null'), v_now
  );
  return v_reply;
end
$$;

-- The row of a conversation with what its next turn adds; the first one gives it its title. A new one has no id yet.
create function private.make_room(p_conversation public.conversations, p_content text, p_now timestamptz)
returns public.conversations
language plpgsql set search_path = '' as $$
declare
  v_conversation public.conversations;
begin
  if p_conversation.id is null then
    insert into public.conversations
      (owner, agent, title, max_tokens, next_seq, message_count, running, created_at, updated_at)
    values (
      p_conversation.owner, p_conversation.agent, private.title_from(p_content), p_conversation.max_tokens, 3, 2, true,
      p_now, p_now
    )
    returning * into v_conversation;
  else
    update public.conversations c set
      title = case when c.next_seq = 1 and c.title_source = 'auto' then private.title_from(p_content) else c.title end,
      next_seq = c.next_seq + 2,
      message_count = c.message_count + 2,
      running = true,
      updated_at = p_now
    where c.id = p_conversation.id
    returning * into v_conversation;
  end if;
  return v_conversation;
end
$$;
revoke all on function private.make_room(public.conversations, text, timestamptz)
  from public, anon, authenticated, service_role;

-- p_owner is the `sub` of a verified token. p_conversation null: a new one under p_agent or the default agent; otherwise
-- the conversation's own agent stays. p_tokens: the message's, overhead included. p_window_budget: tokens that rows after
-- p_floor may take. p_max_tokens: a new conversation's budget where neither agent nor user has a wish. p_limits:
-- {address_hash, per_user, per_address, global, tokens_a_day, free}. p_expected: the settings that the turn was planned
-- with (require_expected). p_rate: what it takes of a limited plan (reserve_call).
-- Answers {status: new | replayed, turn, fence, conversation, user_message, reply, window_rows, pinned_rows, older, muted,
-- interrupted, rate}; or {status: busy | reused | stale}; or {status: limited, limited_by, retry_after_ms}; or
-- {status: wait, wait_ms, limit, left}; or {status: over_limit, limit, need}. Raises unauthenticated, not_found, cap_reached.
create function public.begin_turn(
  p_owner uuid, p_client_message_id uuid, p_body_hash text, p_content text, p_tokens int, p_token_family text,
  p_model text, p_tokens_reserved int, p_window_budget int, p_lease_s int, p_limits jsonb,
  p_conversation uuid default null, p_agent uuid default null, p_max_tokens int default null,
  p_expected jsonb default null, p_floor bigint default 0, p_rate jsonb default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer jsonb;
  v_conversation public.conversations;
  v_locked record;
  v_ended jsonb := '[]';
  v_reach record;
  v_rate jsonb;
  v_now timestamptz;
  v_turn constant uuid := gen_random_uuid();
  v_message uuid;
begin
  v_answer := private.replay_turn(p_owner, p_client_message_id, p_body_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  if p_conversation is null then
    perform private.require_account(p_owner);
    v_conversation.owner := p_owner;
    v_conversation.agent := private.require_agent(p_owner, p_agent);
    v_conversation.window_from := 0;
    v_conversation.recent_replies := '{}';
    v_conversation := private.with_defaults(v_conversation, p_max_tokens);
  else
    v_locked := private.lock_conversation(p_owner, p_conversation);
    v_conversation := v_locked.o_conversation;
    v_ended := v_locked.o_ended;
    if v_conversation.running then
      return jsonb_build_object('status', 'busy');
    end if;
    if p_agent is not null then
      perform private.require_agent(p_owner, p_agent);
    end if;
  end if;
  perform private.require_expected(v_conversation, p_expected);
  v_reach := private.window_reach(
    v_conversation.id, v_conversation.next_seq, coalesce(p_window_budget, 0), p_floor, v_conversation.window_from
  );
  v_now := private.clock();
  perform private.charge_turn(p_owner, p_limits, p_tokens_reserved, v_now);
  v_rate := private.reserve_call(p_rate, v_reach.o_window, v_reach.o_newest, v_now);

  v_conversation := private.make_room(v_conversation, p_content, v_now);
  insert into public.messages
    (owner, conversation, turn, seq, role, content, token_count, token_family, status, client_message_id, created_at)
  values (
    p_owner, v_conversation.id, v_turn, v_conversation.next_seq - 2, 'user', p_content, p_tokens, p_token_family,
    'complete', p_client_message_id, v_now
  )
  returning id into v_message;
  perform private.open_reply(
    p_owner, v_conversation.id, v_message, v_conversation.next_seq - 1,
    jsonb_build_object(
      'turn', v_turn, 'client_message_id', p_client_message_id, 'body_hash', p_body_hash,
      'token_family', p_token_family, 'model', p_model, 'lease_s', p_lease_s, 'now', v_now, 'rate', v_rate,
      'tokens_reserved', coalesce(p_tokens_reserved, 0), 'free', coalesce((p_limits ->> 'free')::boolean, false)
    )
  );
  return private.turn_answer(
    'new', v_turn, v_ended, jsonb_build_object('from', v_reach.o_start, 'floor', p_floor)
  );
exception when sqlstate 'TL001' then
  get stacked diagnostics v_answer = pg_exception_detail;
  return v_answer;
end
$$;
revoke all on function public.begin_turn(
  uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int, jsonb, bigint, jsonb
) from public, anon, authenticated, service_role;
grant execute on function public.begin_turn(
  uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int, jsonb, bigint, jsonb
) to service_role;
