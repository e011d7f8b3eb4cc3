-- A new reply to an old message. It supersedes the old reply, with the thinking that belongs to it; the message stays.
-- Only the newest turn of a conversation can be retried, once it has ended: not_found for any other. p_client_message_id
-- is the retry's own. Answers as begin_turn; the window rows are those before the message.

-- A summary that stands for the message, or for the reply that is to be replaced, cannot be sent with the new one: the
-- conversation goes back to the newest version that ends before the message. False when there is no need to.
create function private.uncover(p_conversation public.conversations, p_seq bigint) returns boolean
language plpgsql set search_path = '' as $$
begin
  if p_conversation.summary_to < p_seq then
    return false;
  end if;
  update public.conversations c set summary = (
    select s.id from public.summaries s
    where s.conversation = p_conversation.id and s.to_seq < p_seq order by s.version desc limit 1
  )
  where c.id = p_conversation.id;
  return true;
end
$$;
revoke all on function private.uncover(public.conversations, bigint) from public, anon, authenticated, service_role;

create function public.retry_turn(
  p_owner uuid, p_turn uuid, p_client_message_id uuid, p_token_family text, p_model text, p_tokens_reserved int,
  p_window_budget int, p_lease_s int, p_limits jsonb, p_expected jsonb default null, p_floor bigint default 0,
  p_rate jsonb default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer jsonb;
  v_locked record;
  v_conversation public.conversations;
  v_old public.turns;
  v_seq bigint;
  v_reach record;
  v_rate jsonb;
  v_now timestamptz;
  v_turn constant uuid := gen_random_uuid();
  v_hash constant text := 'retry:' || p_turn;
  v_reply uuid;
begin
  v_answer := private.replay_turn(p_owner, p_client_message_id, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_locked := private.lock_conversation(
    p_owner, (select t.conversation from public.turns t where t.id = p_turn and t.owner = p_owner)
  );
  v_conversation := v_locked.o_conversation;
  if v_conversation.running then
    return jsonb_build_object('status', 'busy');
  end if;
  select * into v_old from public.turns t where t.conversation = v_conversation.id order by t.seq desc limit 1;
  if v_old.id is distinct from p_turn then
    raise exception 'not_found' using detail = 'only the newest turn of a conversation can be retried';
  end if;
  select m.seq into v_seq from public.messages m where m.id = v_old.user_message;
  -- Stays, although nothing else does: planned again, the turn has a context of its own.
  if private.uncover(v_conversation, v_seq) then
    return jsonb_build_object('status', 'stale');
  end if;
  perform private.require_expected(v_conversation, p_expected);
  v_reach := private.window_reach(
    v_conversation.id, v_seq, coalesce(p_window_budget, 0), p_floor, v_conversation.window_from
  );
  v_now := private.clock();
  perform private.charge_turn(p_owner, p_limits, p_tokens_reserved, v_now);
  v_rate := private.reserve_call(p_rate, v_reach.o_window, v_reach.o_newest, v_now);

  -- One reply more and one less: the count of messages stays.
  update public.conversations c
  set next_seq = c.next_seq + 1, running = true, updated_at = v_now
  where c.id = v_conversation.id;
  v_reply := private.open_reply(
    p_owner, v_conversation.id, v_old.user_message, v_conversation.next_seq,
    jsonb_build_object(
      'turn', v_turn, 'client_message_id', p_client_message_id, 'body_hash', v_hash,
      'token_family', p_token_family, 'model', p_model, 'lease_s', p_lease_s, 'now', v_now, 'rate', v_rate,
      'tokens_reserved', coalesce(p_tokens_reserved, 0), 'free', coalesce((p_limits ->> 'free')::boolean, false)
    )
  );
  update public.messages m set superseded_by = v_reply
  where m.turn = p_turn and m.role <> 'user' and m.superseded_by is null;
  return private.turn_answer(
    'new', v_turn, v_locked.o_ended, jsonb_build_object('from', v_reach.o_start, 'floor', p_floor)
  );
exception when sqlstate 'TL001' then
  get stacked diagnostics v_answer = pg_exception_detail;
  return v_answer;
end
$$;
revoke all on function public.retry_turn(
  uuid, uuid, uuid, text, text, int, int, int, jsonb, jsonb, bigint, jsonb
) from public, anon, authenticated, service_role;
grant execute on function public.retry_turn(
  uuid, uuid, uuid, text, text, int, int, int, jsonb, jsonb, bigint, jsonb
) to service_role;
