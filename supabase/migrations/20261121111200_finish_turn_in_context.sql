-- finish_turn as before, and: it keeps the receipt, where the window began, how long the reply became and what summaries
-- saved; charges the call at its price; and learns from it what the provider counts and what the plan has left.

drop function public.finish_turn(uuid, bigint, text, int, int, int, text, text, jsonb, jsonb);
drop function private.record_usage(public.turns, jsonb, text);

alter table public.conversations
  -- Over all calls: tokens of what summaries stood for, less those of the summaries.
  add column saved_tokens bigint not null default 0;

-- Ends a running turn whose conversation and row the caller has locked: text into the reply, thinking into a row of its
-- own, chunks away, conversation free. p_end: {status, now, reply_tokens, thinking_tokens, thinking_ms, token_family,
-- metadata, spent, finish_reason, receipt, window_from}. Without counts, because nobody is left to count, the fence moves
-- on, so that a server that only seemed dead finds its lease lost; the texts get an estimate of the family `unknown`,
-- which every context counts again; and the conversation keeps its place in the list. Returns the reply's revision.
create or replace function private.close_turn(p_turn public.turns, p_end jsonb) returns bigint
language plpgsql set search_path = '' as $$
declare
  v_text constant text := left(private.joined_chunks(p_turn.id, 'delta'), 4000000);
  v_thinking constant text := left(private.joined_chunks(p_turn.id, 'thinking'), 4000000);
  v_now constant timestamptz := (p_end ->> 'now')::timestamptz;
  v_counted constant boolean := p_end ->> 'reply_tokens' is not null;
  v_family constant text := case when v_counted then p_end ->> 'token_family' else 'unknown' end;
  v_receipt constant jsonb := nullif(p_end -> 'receipt', 'null');
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
  where t.id = p_turn.id;
  return v_revision;
end
$$;

-- What the summary of a call kept out of it.
create function private.saved_by(p_receipt jsonb) returns bigint
language sql immutable set search_path = '' as $$
  select coalesce(
    (p_receipt -> 'summarised' ->> 'replaces')::bigint - (p_receipt -> 'summarised' ->> 'tokens')::bigint, 0
  )
$$;
revoke all on function private.saved_by(jsonb) from public, anon, authenticated, service_role;

-- The lengths of the last eight complete replies with one more; negative where it was cut off. One that says nothing is
-- not a length.
create function private.with_reply(p_replies int[], p_end jsonb) returns int[]
language sql immutable set search_path = '' as $$
  select case
    when p_end ->> 'status' <> 'complete' or coalesce((p_end ->> 'reply_tokens')::int, 0) = 0 then p_replies
    else (
      select r.all_replies[greatest(1, cardinality(r.all_replies) - 7):]
      from (
        select p_replies || (p_end ->> 'reply_tokens')::int
          * case p_end ->> 'finish_reason' when 'length' then -1 else 1 end as all_replies
      ) r
    )
  end
$$;
revoke all on function private.with_reply(int[], jsonb) from public, anon, authenticated, service_role;

-- A call's numbers as the reply's metadata has them.
create function private.usage_json(p_row public.usage, p_source text) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object(
    'promptTokens', p_row.prompt_tokens,
    'cachedTokens', p_row.cached_tokens,
    'completionTokens', p_row.completion_tokens,
    'thinkingTokens', p_row.thinking_tokens,
    'countedPromptTokens', p_row.counted_prompt_tokens,
    'countedCompletionTokens', p_row.counted_completion_tokens,
    'source', coalesce(p_source, 'counted')
  )
$$;
revoke all on function private.usage_json(public.usage, text) from public, anon, authenticated, service_role;

-- p_usage: {provider, model, prompt_tokens, cached_tokens, completion_tokens, thinking_tokens, counted_prompt_tokens,
-- counted_completion_tokens, source, latency_ms, first_token_ms}, or null when the call cost nothing. p_context: {receipt,
-- glance, window_from}, or null when nothing was sent. p_rate: what the provider's headers said (settle_rate). Raises
-- lease_lost when the turn is gone, has ended, or is held under another fence.
create function public.finish_turn(
  p_turn uuid, p_fence bigint, p_status text, p_reply_tokens int, p_thinking_tokens int, p_thinking_ms int,
  p_token_family text, p_finish_reason text, p_usage jsonb default null, p_error jsonb default null,
  p_context jsonb default null, p_rate jsonb default null
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
    'window_from', p_context -> 'window_from'
  ));
  perform private.settle_tokens(v_turn, v_spent);
  perform private.settle_rate(v_turn.rate, v_spent, nullif(p_rate, 'null'));
  perform private.measure_call(p_usage, p_token_family);
  return jsonb_build_object('message', v_turn.reply, 'revision', v_revision);
end
$$;
revoke all on function public.finish_turn(
  uuid, bigint, text, int, int, int, text, text, jsonb, jsonb, jsonb, jsonb
) from public, anon, authenticated, service_role;
grant execute on function public.finish_turn(
  uuid, bigint, text, int, int, int, text, text, jsonb, jsonb, jsonb, jsonb
) to service_role;
