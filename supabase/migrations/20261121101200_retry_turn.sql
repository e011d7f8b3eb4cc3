-- A new reply to an old message. It supersedes the old reply, with the thinking that belongs to it; the message stays.
-- Only the newest turn of a conversation can be retried, once it has ended: not_found for any other. p_client_message_id
-- is the retry's own. Answers as begin_turn; the window rows are those before the message.
create function public.retry_turn(
  p_owner uuid, p_turn uuid, p_client_message_id uuid, p_token_family text, p_model text, p_tokens_reserved int,
  p_window_budget int, p_lease_s int, p_limits jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer jsonb;
  v_conversation public.conversations;
  v_old public.turns;
  v_now timestamptz;
  v_turn constant uuid := gen_random_uuid();
  v_hash constant text := 'retry:' || p_turn;
  v_reply uuid;
begin
  v_answer := private.replay_turn(p_owner, p_client_message_id, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_conversation := private.lock_conversation(
    p_owner, (select t.conversation from public.turns t where t.id = p_turn and t.owner = p_owner)
  );
  if v_conversation.running then
    return jsonb_build_object('status', 'busy');
  end if;
  select * into v_old from public.turns t where t.conversation = v_conversation.id order by t.seq desc limit 1;
  if v_old.id is distinct from p_turn then
    raise exception 'not_found' using detail = 'only the newest turn of a conversation can be retried';
  end if;
  v_now := private.clock();
  v_answer := private.charge_turn(p_owner, p_limits, p_tokens_reserved, v_now);
  if v_answer is not null then
    return v_answer;
  end if;

  -- One reply more and one less: the count of messages stays.
  update public.conversations c
  set next_seq = c.next_seq + 1, running = true, updated_at = v_now
  where c.id = v_conversation.id;
  v_reply := private.open_reply(
    p_owner, v_conversation.id, v_old.user_message, v_conversation.next_seq,
    jsonb_build_object(
      'turn', v_turn, 'client_message_id', p_client_message_id, 'body_hash', v_hash,
      'token_family', p_token_family, 'model', p_model, 'lease_s', p_lease_s, 'now', v_now,
      'tokens_reserved', coalesce(p_tokens_reserved, 0), 'free', coalesce((p_limits ->> 'free')::boolean, false)
    )
  );
  update public.messages m set superseded_by = v_reply
  where m.turn = p_turn and m.role <> 'user' and m.superseded_by is null;
  return private.turn_answer('new', v_turn, coalesce(p_window_budget, 0));
end
$$;
revoke all on function public.retry_turn(uuid, uuid, uuid, text, text, int, int, int, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.retry_turn(uuid, uuid, uuid, text, text, int, int, int, jsonb) to service_role;

-- The turn of a client id that is known already, as begin_turn and retry_turn answer a repetition; null for a new one. For
-- a repetition that could not be begun any more: its turn was, when its settings were others. p_body_hash as it was then;
-- a retry's is 'retry:' and the turn that it retried.
create function public.find_turn(p_owner uuid, p_client_message_id uuid, p_body_hash text) returns jsonb
language sql security definer set search_path = '' as $$
  select private.replay_turn(p_owner, p_client_message_id, p_body_hash)
$$;
revoke all on function public.find_turn(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.find_turn(uuid, uuid, text) to service_role;
