-- How turns begin. Everything in one transaction, and as many reads and writes in a conversation of 100,000 messages as in
-- an empty one.

-- Makes sure of the account before something is made in it, and locks it: what sign-up could not make is made now. Raises
-- unauthenticated for a user that is not there.
create function private.require_account(p_owner uuid) returns void
language plpgsql set search_path = '' as $$
declare
  v_agent uuid;
begin
  select p.default_agent into v_agent from public.profiles p where p.id = p_owner for no key update;
  if v_agent is null and not private.open_account(p_owner) then
    raise exception 'unauthenticated';
  end if;
end
$$;
revoke all on function private.require_account(uuid) from public, anon, authenticated, service_role;

-- The agent that was asked for, or the default. Raises not_found for somebody else's.
create function private.require_agent(p_owner uuid, p_agent uuid) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_agent uuid;
begin
  select a.id into v_agent from public.profiles p
  join public.agents a on a.id = coalesce(p_agent, p.default_agent) and a.owner = p.id
  where p.id = p_owner;
  if v_agent is null then
    raise exception 'not_found';
  end if;
  return v_agent;
end
$$;
revoke all on function private.require_agent(uuid, uuid) from public, anon, authenticated, service_role;

-- One line of at most 50 characters: the beginning of the message, cut at a word where there is one.
create function private.title_from(p_content text) returns text
language sql immutable set search_path = '' as $$
  select case
    when line = '' then 'New chat'
    when char_length(line) <= 50 then line
    when substr(line, 51, 1) = ' ' or strpos(left(line, 50), ' ') = 0 then btrim(left(line, 50))
    else regexp_replace(left(line, 50), '\s+\S*$', '')
  end
  from (
    select btrim(regexp_replace(left(regexp_replace(p_content, '^\s+', ''), 400), '\s+', ' ', 'g')) as line
  ) as first_line
$$;
revoke all on function private.title_from(text) from public, anon, authenticated, service_role;

-- What begin_turn and retry_turn answer about a turn that is there.
create function private.turn_answer(p_status text, p_turn uuid, p_window_budget int) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_answer jsonb;
  v_conversation uuid;
  v_seq bigint;
begin
  select c.id, u.seq, jsonb_build_object(
    'status', p_status,
    'turn', t.id,
    'fence', t.fence,
    'conversation', to_jsonb(c),
    'user_message', jsonb_build_object(
      'id', u.id, 'seq', u.seq, 'token_count', u.token_count, 'content', u.content, 'created_at', u.created_at
    ),
    'reply', jsonb_build_object('id', r.id, 'seq', r.seq, 'status', r.status)
  ) into v_conversation, v_seq, v_answer
  from public.turns t
  join public.conversations c on c.id = t.conversation
  join public.messages u on u.id = t.user_message
  join public.messages r on r.id = t.reply
  where t.id = p_turn;
  if p_window_budget is null then
    return v_answer || '{"window_rows": []}';
  end if;
  return v_answer || jsonb_build_object('window_rows', private.window_json(
    v_conversation, private.window_start(v_conversation, v_seq, p_window_budget), v_seq, true
  ));
end
$$;
revoke all on function private.turn_answer(text, uuid, int) from public, anon, authenticated, service_role;

-- The answer for a client id that is known already; null for a new one. Callers with the same id wait for each other here,
-- so that of several at once one is new and the rest are replays. A replay is not charged and reads no window.
create function private.replay_turn(p_owner uuid, p_client_message_id uuid, p_body_hash text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_turn public.turns;
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
    perform private.interrupt_turns(v_turn.conversation, private.clock());
  end if;
  return private.turn_answer('replayed', v_turn.id, null);
end
$$;
revoke all on function private.replay_turn(uuid, uuid, text) from public, anon, authenticated, service_role;

-- Locks a conversation of the owner's and ends what is dead in it. Raises unauthenticated for an owner that is not there,
-- not_found, and cap_reached where a conversation has grown beyond a million rows.
create function private.lock_conversation(p_owner uuid, p_conversation uuid) returns public.conversations
language plpgsql set search_path = '' as $$
declare
  v_conversation public.conversations;
begin
  perform 1 from public.conversations c where c.id = p_conversation and c.owner = p_owner for no key update;
  if not found then
    if not exists (select 1 from public.profiles p where p.id = p_owner) then
      raise exception 'unauthenticated';
    end if;
    raise exception 'not_found';
  end if;
  perform private.interrupt_turns(p_conversation, private.clock());
  select * into v_conversation from public.conversations c where c.id = p_conversation;
  if v_conversation.next_seq > 1000000 then
    raise exception 'cap_reached';
  end if;
  return v_conversation;
end
$$;
revoke all on function private.lock_conversation(uuid, uuid) from public, anon, authenticated, service_role;

-- The empty reply and the turn that will fill it. p_turn names the turn: {turn, client_message_id, body_hash, token_family,
-- model, tokens_reserved, free, lease_s, now}; where the model is free, none of the day's tokens are reserved. Returns the
-- reply's id.
create function private.open_reply(p_owner uuid, p_conversation uuid, p_user_message uuid, p_seq bigint, p_turn jsonb)
returns uuid
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
    tokens_reserved, started_at
  )
  values (
    (p_turn ->> 'turn')::uuid, p_owner, p_conversation, (p_turn ->> 'client_message_id')::uuid, p_turn ->> 'body_hash',
    p_user_message, v_reply, p_seq, v_now + make_interval(secs => (p_turn ->> 'lease_s')::int), p_turn ->> 'model',
    case when (p_turn ->> 'free')::boolean then 0 else greatest(0, (p_turn ->> 'tokens_reserved')::int) end, v_now
  );
  return v_reply;
end
$$;
revoke all on function private.open_reply(uuid, uuid, uuid, bigint, jsonb) from public, anon, authenticated, service_role;

-- p_owner is the `sub` of a verified token. p_conversation null: a new one under p_agent or the default agent; otherwise
-- the conversation's own agent stays. p_tokens: the message's, overhead included. p_window_budget: tokens that older rows
-- may take. p_max_tokens: a new conversation's budget. p_limits: {address_hash, per_user, per_address, global, tokens_a_day, free}.
-- Answers {status: new | replayed, turn, fence, conversation, user_message, reply, window_rows} or {status: busy | reused}
-- or {status: limited, limited_by, retry_after_ms}. Raises unauthenticated, not_found, cap_reached.
create function public.begin_turn(
  p_owner uuid, p_client_message_id uuid, p_body_hash text, p_content text, p_tokens int, p_token_family text,
  p_model text, p_tokens_reserved int, p_window_budget int, p_lease_s int, p_limits jsonb,
  p_conversation uuid default null, p_agent uuid default null, p_max_tokens int default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer jsonb;
  v_conversation public.conversations;
  v_agent uuid;
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
  else
    v_conversation := private.lock_conversation(p_owner, p_conversation);
    if v_conversation.running then
      return jsonb_build_object('status', 'busy');
    end if;
  end if;
  if p_conversation is null or p_agent is not null then
    v_agent := private.require_agent(p_owner, p_agent);
  end if;
  v_now := private.clock();
  v_answer := private.charge_turn(p_owner, p_limits, p_tokens_reserved, v_now);
  if v_answer is not null then
    return v_answer;
  end if;

  if p_conversation is null then
    insert into public.conversations
      (owner, agent, title, max_tokens, next_seq, message_count, running, created_at, updated_at)
    values (
      p_owner, v_agent, private.title_from(p_content), coalesce(p_max_tokens, 8000), 3, 2, true, v_now, v_now
    )
    returning * into v_conversation;
  else
    update public.conversations c set
      title = case when c.next_seq = 1 and c.title_source = 'auto' then private.title_from(p_content) else c.title end,
      next_seq = c.next_seq + 2,
      message_count = c.message_count + 2,
      running = true,
      updated_at = v_now
    where c.id = p_conversation
    returning * into v_conversation;
  end if;

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
      'token_family', p_token_family, 'model', p_model, 'lease_s', p_lease_s, 'now', v_now,
      'tokens_reserved', coalesce(p_tokens_reserved, 0), 'free', coalesce((p_limits ->> 'free')::boolean, false)
    )
  );
  return private.turn_answer('new', v_turn, coalesce(p_window_budget, 0));
end
$$;
revoke all on function public.begin_turn(
  uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int
) from public, anon, authenticated, service_role;
grant execute on function public.begin_turn(
  uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int
) to service_role;
