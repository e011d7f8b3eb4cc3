-- What is said is indexed with the row it becomes: begin_turn, finish_turn, import_conversation and store_summary as before,
-- and with what the app's tokenizer made of the text. Locks: as before, and search_stats after them.

drop function public.begin_turn(
  uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int, jsonb, bigint, jsonb
);
drop function public.finish_turn(uuid, bigint, text, int, int, int, text, text, jsonb, jsonb, jsonb, jsonb);

-- As before, and a new one may be temporary.
create or replace function private.make_room(p_conversation public.conversations, p_content text, p_now timestamptz)
returns public.conversations
language plpgsql set search_path = '' as $$
declare
  v_conversation public.conversations;
begin
  if p_conversation.id is null then
    insert into public.conversations
      (owner, agent, title, max_tokens, next_seq, message_count, running, created_at, updated_at, temporary)
    values (
      p_conversation.owner, p_conversation.agent, private.title_from(p_content), p_conversation.max_tokens, 3, 2, true,
      p_now, p_now,
      p_conversation.temporary
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

-- As before, and p_index of the message. p_temporary: a new conversation is kept out of recall and memory.
create function public.begin_turn(
  p_owner uuid, p_client_message_id uuid, p_body_hash text, p_content text, p_tokens int, p_token_family text,
  p_model text, p_tokens_reserved int, p_window_budget int, p_lease_s int, p_limits jsonb,
  p_conversation uuid default null, p_agent uuid default null, p_max_tokens int default null,
  p_expected jsonb default null, p_floor bigint default 0, p_rate jsonb default null, p_index jsonb default null,
  p_temporary boolean default false
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
    v_conversation.temporary := coalesce(p_temporary, false);
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
  insert into public.messages (
    owner, conversation, turn, seq, role, content, token_count, token_family, status, client_message_id, created_at,
    index_version
  )
  values (
    p_owner, v_conversation.id, v_turn, v_conversation.next_seq - 2, 'user', p_content, p_tokens, p_token_family,
    'complete', p_client_message_id, v_now, coalesce((p_index ->> 'version')::smallint, 0)
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
  perform private.index_message(v_message, p_index);
  return private.turn_answer(
    'new', v_turn, v_ended, jsonb_build_object('from', v_reach.o_start, 'floor', p_floor)
  );
exception when sqlstate 'TL001' then
  get stacked diagnostics v_answer = pg_exception_detail;
  return v_answer;
end
$$;
revoke all on function public.begin_turn(
  uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int, jsonb, bigint, jsonb, jsonb, boolean
) from public, anon, authenticated, service_role;
grant execute on function public.begin_turn(
  uuid, uuid, text, text, int, text, text, int, int, int, jsonb, uuid, uuid, int, jsonb, bigint, jsonb, jsonb, boolean
) to service_role;

-- As before, and p_end may hold `index`, of the reply; the memories that the call held are charged with it.
create or replace function private.close_turn(p_turn public.turns, p_end jsonb) returns bigint
language plpgsql set search_path = '' as $$
declare
  v_text constant text := left(private.joined_chunks(p_turn.id, 'delta'), 4000000);
  v_thinking constant text := left(private.joined_chunks(p_turn.id, 'thinking'), 4000000);
  v_now constant timestamptz := (p_end ->> 'now')::timestamptz;
  v_counted constant boolean := p_end ->> 'reply_tokens' is not null;
  v_family constant text := case when v_counted then p_end ->> 'token_family' else 'unknown' end;
  v_receipt jsonb := nullif(p_end -> 'receipt', 'null');
  v_seq bigint;
  v_revision bigint;
begin
  update public.messages m set
    content = v_text,
    status = p_end ->> 'status',
    token_count = case
      when v_counted then (p_end ->> 'reply_tokens')::int
      when v_text = '' then 0
      else private.estimated_tokens(v_text)
    end,
    token_family = case when v_text = '' and not v_counted then m.token_family else v_family end,
    index_version = coalesce((p_end -> 'index' ->> 'version')::smallint, 0),
    metadata = m.metadata || coalesce(p_end -> 'metadata', '{}')
  where m.id = p_turn.reply
  returning m.revision into v_revision;
  update public.conversations c set
    running = false,
    next_seq = c.next_seq + case v_thinking when '' then 0 else 1 end,
    total_tokens = c.total_tokens + coalesce((p_end ->> 'spent')::bigint, 0),
    saved_tokens = c.saved_tokens + private.saved_by(v_receipt),
    window_from = coalesce((p_end ->> 'window_from')::bigint, c.window_from),
    recent_replies = private.with_reply(c.recent_replies, p_end),
    updated_at = case when v_counted then v_now else c.updated_at end
  where c.id = p_turn.conversation
  returning c.next_seq - 1 into v_seq;
  if v_thinking <> '' then
    insert into public.messages
      (owner, conversation, turn, seq, role, kind, content, token_count, token_family, status, model, metadata)
    values (
      p_turn.owner, p_turn.conversation, p_turn.id, v_seq, 'assistant', 'thinking', v_thinking,
      coalesce((p_end ->> 'thinking_tokens')::int, private.estimated_tokens(v_thinking)), v_family, 'complete',
      p_turn.model, jsonb_strip_nulls(jsonb_build_object('thinkingMs', p_end -> 'thinking_ms'))
    );
  end if;
  delete from public.turn_chunks where turn = p_turn.id;
  update public.turns t set
    status = p_end ->> 'status',
    finished_at = v_now,
    fence = t.fence + case when v_counted then 0 else 1 end,
    receipt = coalesce(t.receipt, v_receipt),
    usage = p_end -> 'metadata' -> 'usage',
    error = p_end -> 'metadata' -> 'error'
  where t.id = p_turn.id
  returning t.receipt into v_receipt;
  if jsonb_array_length(v_receipt -> 'recalled') > 0 then
    perform private.charge_memories(p_turn.owner, v_receipt);
  end if;
  return v_revision;
end
$$;

-- As before, and p_index of the reply.
create function public.finish_turn(
  p_turn uuid, p_fence bigint, p_status text, p_reply_tokens int, p_thinking_tokens int, p_thinking_ms int,
  p_token_family text, p_finish_reason text, p_usage jsonb default null, p_error jsonb default null,
  p_context jsonb default null, p_rate jsonb default null, p_index jsonb default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_turn public.turns;
  v_usage jsonb;
  v_spent bigint := 0;
  v_revision bigint;
begin
  if p_status is null or p_status not in ('complete', 'interrupted', 'stopped', 'failed') then
    raise exception 'invalid_input' using detail = 'a turn ends complete, interrupted, stopped or failed';
  end if;
  perform 1 from public.conversations c
  where c.id = (select t.conversation from public.turns t where t.id = p_turn) for no key update;
  select * into v_turn from public.turns t
  where t.id = p_turn and t.fence = p_fence and t.status = 'running' for no key update;
  if not found then
    raise exception 'lease_lost';
  end if;
  if p_usage is not null then
    v_usage := private.usage_json(private.store_usage(jsonb_build_object(
      'owner', v_turn.owner, 'conversation', v_turn.conversation, 'turn', v_turn.id, 'kind', 'chat',
      'finish_reason', p_finish_reason
    ), p_usage), p_usage ->> 'source');
    v_spent := (v_usage ->> 'promptTokens')::bigint + (v_usage ->> 'completionTokens')::bigint;
  end if;
  v_revision := private.close_turn(v_turn, jsonb_build_object(
    'status', p_status,
    'now', private.clock(),
    'reply_tokens', coalesce(p_reply_tokens, 0),
    'thinking_tokens', coalesce(p_thinking_tokens, 0),
    'thinking_ms', p_thinking_ms,
    'token_family', p_token_family,
    'finish_reason', p_finish_reason,
    'metadata', jsonb_strip_nulls(jsonb_build_object(
      'finishReason', p_finish_reason, 'usage', v_usage, 'error', p_error, 'receipt', p_context -> 'glance'
    )),
    'spent', v_spent,
    'receipt', p_context -> 'receipt',
    'window_from', p_context -> 'window_from',
    'index', p_index
  ));
  perform private.settle_tokens(v_turn, v_spent);
  perform private.settle_rate(v_turn.rate, v_spent, nullif(p_rate, 'null'));
  perform private.measure_call(p_usage, p_token_family);
  perform private.index_message(v_turn.reply, p_index);
  return jsonb_build_object('message', v_turn.reply, 'revision', v_revision);
end
$$;
revoke all on function public.finish_turn(
  uuid, bigint, text, int, int, int, text, text, jsonb, jsonb, jsonb, jsonb, jsonb
) from public, anon, authenticated, service_role;
grant execute on function public.finish_turn(
  uuid, bigint, text, int, int, int, text, text, jsonb, jsonb, jsonb, jsonb, jsonb
) to service_role;

-- As before; an element may also hold `author` and `index`.
create or replace function private.import_messages(p_conversation public.conversations, p_messages jsonb, p_receipts jsonb)
returns void
language plpgsql set search_path = '' as $$
begin
  with said as (
    select m.place as seq, (m.place + 1) / 2 as pair, m.role, m.content, m.token_count, m.token_family, m.created_at,
      coalesce(m.pinned, false) as pinned, coalesce(m.muted, false) as muted, m.author, m.index, r.receipt, r.glance
    from rows from (
      jsonb_to_recordset(p_messages) as (
        role text, content text, token_count int, token_family text, created_at timestamptz, pinned boolean, muted boolean,
        author text, index jsonb
      )
    ) with ordinality as m (role, content, token_count, token_family, created_at, pinned, muted, author, index, place)
    left join jsonb_to_recordset(p_receipts) as r (seq bigint, receipt jsonb, glance jsonb) on r.seq = m.place
  ), pair as materialized (
    select s.pair, gen_random_uuid() as turn, gen_random_uuid() as client from said s where s.role = 'user'
  ), stored as (
    insert into public.messages (
      owner, conversation, turn, seq, role, content, token_count, token_family, status, client_message_id, metadata,
      created_at, pinned, muted, author, index_version
    )
    select p_conversation.owner, p_conversation.id, p.turn, s.seq, s.role, s.content, s.token_count, s.token_family,
      'complete', case s.role when 'user' then p.client end,
      jsonb_strip_nulls(jsonb_build_object('receipt', s.glance)), s.created_at, s.pinned, s.muted, s.author,
      coalesce((s.index ->> 'version')::smallint, 0)
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

  perform private.index_message(m.id, nullif(e.value -> 'index', 'null'))
  from jsonb_array_elements(p_messages) with ordinality as e (value, seq)
  join public.messages m on m.conversation = p_conversation.id and m.seq = e.seq
  order by m.seq;
end
$$;

-- As before; p_summary may also hold `index`.
create or replace function public.import_conversation(
  p_owner uuid, p_conversation jsonb, p_messages jsonb, p_summary jsonb default null, p_receipts jsonb default '[]'
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_number constant int := jsonb_array_length(p_messages);
  v_settings constant public.conversations :=
    jsonb_populate_record(null::public.conversations, p_conversation -> 'settings');
  v_agent uuid;
  v_conversation public.conversations;
  v_summary public.summaries;
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
    v_summary := private.insert_summary(v_conversation, p_summary);
    update public.conversations c
    set summary = v_summary.id where c.id = v_conversation.id;
    perform private.index_summary(p_owner, v_summary.id, v_conversation.id, nullif(p_summary -> 'index', 'null'));
  end if;
  return v_conversation.id;
end
$$;

create or replace function public.store_summary(
  p_owner uuid, p_conversation uuid, p_summary jsonb, p_expected uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_conversation constant public.conversations := private.own_conversation(p_owner, p_conversation);
  v_row public.summaries;
begin
  if v_conversation.summary is distinct from p_expected then
    return null;
  end if;
  if (p_summary ->> 'to_seq')::bigint
    >= coalesce(private.running_from(p_conversation), v_conversation.next_seq) then
    raise exception 'invalid_input' using detail = 'a summary ends before what is being said';
  end if;
  v_row := private.insert_summary(v_conversation, p_summary);
  update public.conversations c set summary = v_row.id where c.id = p_conversation;
  perform private.index_summary(p_owner, v_row.id, p_conversation, nullif(p_summary -> 'index', 'null'));
  perform private.announce_summary(p_conversation, v_row.version, (p_summary ->> 'tokens_freed')::int);
  return jsonb_build_object('id', v_row.id, 'version', v_row.version);
end
$$;
