-- A whole conversation at once: the sample, for one. It is stored as if it had been said, and counts against the caps.

-- p_conversation: {title, metadata, settings {model, memory_strategy, max_tokens, window_size, summary_threshold,
-- reply_reserve}, agent}; what is absent is filled in as for every new one. p_messages: [{role, content, token_count,
-- token_family, created_at, pinned, muted}], a user's and the reply to it in turns; they get the seqs 1, 2, 3 …
-- p_summary as in insert_summary. p_receipts: [{seq, receipt, glance}] by the seq of the reply. Returns the conversation's
-- id. Raises unauthenticated, not_found, cap_reached, and invalid_input for messages that do not alternate.
create function public.import_conversation(
  p_owner uuid, p_conversation jsonb, p_messages jsonb, p_summary jsonb default null, p_receipts jsonb default '[]'
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_number constant int := jsonb_array_length(p_messages);
  v_settings constant public.conversations :=
    jsonb_populate_record(null::public.conversations, p_conversation -> 'settings');
  v_agent uuid;
  v_conversation public.conversations;
begin
  if v_number not between 2 and 2000 or v_number % 2 = 1 or exists (
    select 1 from jsonb_array_elements(p_messages) with ordinality m (value, seq)
    where m.value ->> 'role' is distinct from case m.seq % 2 when 1 then 'user' else 'assistant' end
  ) then
    raise exception 'invalid_input' using detail = 'messages of a user and replies take turns, 2,000 at most';
  end if;
  perform private.require_account(p_owner);
  v_agent := private.require_agent(p_owner, (p_conversation ->> 'agent')::uuid);
  insert into public.conversations (
    owner, agent, title, title_source, model, max_tokens, memory_strategy, window_size, summary_threshold, reply_reserve,
    metadata, next_seq, message_count
  )
  values (
    p_owner, v_agent, p_conversation ->> 'title', 'user', v_settings.model, v_settings.max_tokens,
    v_settings.memory_strategy, v_settings.window_size, v_settings.summary_threshold, v_settings.reply_reserve,
    coalesce(p_conversation -> 'metadata', '{}'), v_number + 1, v_number
  )
  returning * into v_conversation;
  perform private.import_messages(v_conversation, p_messages, p_receipts);
  if jsonb_typeof(p_summary) = 'object' then
    update public.conversations c
    set summary = (private.insert_summary(v_conversation, p_summary)).id where c.id = v_conversation.id;
  end if;
  return v_conversation.id;
end
$$;
revoke all on function public.import_conversation(uuid, jsonb, jsonb, jsonb, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.import_conversation(uuid, jsonb, jsonb, jsonb, jsonb) to service_role;

-- The messages with their turns, and what finish_turn would have left in the conversation.
create function private.import_messages(p_conversation public.conversations, p_messages jsonb, p_receipts jsonb)
returns void
language plpgsql set search_path = '' as $$
begin
  with said as (
    select m.place as seq, (m.place + 1) / 2 as pair, m.role, m.content, m.token_count, m.token_family, m.created_at,
      coalesce(m.pinned, false) as pinned, coalesce(m.muted, false) as muted, r.receipt, r.glance
    from rows from (
      jsonb_to_recordset(p_messages) as (
        role text, content text, token_count int, token_family text, created_at timestamptz, pinned boolean, muted boolean
      )
    ) with ordinality as m (role, content, token_count, token_family, created_at, pinned, muted, place)
    left join jsonb_to_recordset(p_receipts) as r (seq bigint, receipt jsonb, glance jsonb) on r.seq = m.place
  ), pair as materialized (
    select s.pair, gen_random_uuid() as turn, gen_random_uuid() as client from said s where s.role = 'user'
  ), stored as (
    insert into public.messages (
      owner, conversation, turn, seq, role, content, token_count, token_family, status, client_message_id, metadata,
      created_at, pinned, muted
    )
    select p_conversation.owner, p_conversation.id, p.turn, s.seq, s.role, s.content, s.token_count, s.token_family,
      'complete', case s.role when 'user' then p.client end,
      jsonb_strip_nulls(jsonb_build_object('receipt', s.glance)), s.created_at, s.pinned, s.muted
    from said s join pair p using (pair)
    returning id, seq
  )
  insert into public.turns (
    id, owner, conversation, client_message_id, body_hash, user_message, reply, seq, status, lease_until, receipt,
    started_at, finished_at
  )
  select p.turn, p_conversation.owner, p_conversation.id, p.client, 'imported', u.id, r.id, r.seq, 'complete',
    s.created_at, s.receipt, s.created_at, s.created_at
  from said s
  join pair p using (pair)
  join stored r on r.seq = s.seq
  join stored u on u.seq = s.seq - 1
  where s.role = 'assistant';

  update public.conversations c set
    saved_tokens = (select coalesce(sum(private.saved_by(t.receipt)), 0) from public.turns t where t.conversation = c.id),
    recent_replies = array(
      select n.token_count from (
        select m.seq, m.token_count from public.messages m
        where m.conversation = c.id and m.role = 'assistant' order by m.seq desc limit 8
      ) n order by n.seq
    )
  where c.id = p_conversation.id;
end
$$;
revoke all on function private.import_messages(public.conversations, jsonb, jsonb)
  from public, anon, authenticated, service_role;
