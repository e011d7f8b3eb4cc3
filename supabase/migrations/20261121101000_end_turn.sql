-- How turns end: finish_turn by the server that generated them, interrupt_expired for those whose server is gone.
--
-- Locks are taken in one order everywhere: client id, conversation, turn, profile, limits. They are NO KEY locks, which
-- foreign key checks do not wait for.

-- The pieces of one kind as one text.
create function private.joined_chunks(p_turn uuid, p_kind text) returns text
language sql stable set search_path = '' as $$
  select coalesce(string_agg(c.text, '' order by c.n), '') from public.turn_chunks c
  where c.turn = p_turn and c.kind = p_kind
$$;
revoke all on function private.joined_chunks(uuid, text) from public, anon, authenticated, service_role;

-- Ends a running turn whose conversation and row the caller has locked: text into the reply, thinking into a row of its
-- own, chunks away, conversation free. p_end: {status, now, reply_tokens, thinking_tokens, thinking_ms, token_family,
-- metadata, spent}. Without counts, because nobody is left to count, the fence moves on, so that a server that only seemed
-- dead finds its lease lost; the texts get an estimate of the family `unknown`, which every context counts again; and the
-- conversation keeps its place in the list. Returns the reply's revision.
create function private.close_turn(p_turn public.turns, p_end jsonb) returns bigint
language plpgsql set search_path = '' as $$
declare
  v_text constant text := left(private.joined_chunks(p_turn.id, 'delta'), 4000000);
  v_thinking constant text := left(private.joined_chunks(p_turn.id, 'thinking'), 4000000);
  v_now constant timestamptz := (p_end ->> 'now')::timestamptz;
  v_counted constant boolean := p_end ->> 'reply_tokens' is not null;
  v_family constant text := case when v_counted then p_end ->> 'token_family' else 'unknown' end;
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
    usage = p_end -> 'metadata' -> 'usage',
    error = p_end -> 'metadata' -> 'error'
  where t.id = p_turn.id;
  return v_revision;
end
$$;
revoke all on function private.close_turn(public.turns, jsonb) from public, anon, authenticated, service_role;

-- About three bytes a token, and what the longest template puts around a message.
create function private.estimated_tokens(p_text text) returns int
language sql immutable set search_path = '' as $$
  select octet_length(p_text) / 3 + 8
$$;
revoke all on function private.estimated_tokens(text) from public, anon, authenticated, service_role;

-- Ends what nobody holds any more in a conversation that the caller has locked. What was reserved of the day's tokens stays
-- charged: nobody knows what was used. Returns [{turn, conversation}].
create function private.interrupt_turns(p_conversation uuid, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_turn public.turns;
  v_ended jsonb := '[]';
begin
  for v_turn in
    select * from public.turns t
    where t.conversation = p_conversation and t.status = 'running' and t.lease_until < p_now
    -- Locked is alive: its server is renewing the lease just now.
    for no key update skip locked
  loop
    perform private.close_turn(v_turn, jsonb_build_object('status', 'interrupted', 'now', p_now));
    v_ended := v_ended || jsonb_build_object('turn', v_turn.id, 'conversation', v_turn.conversation);
  end loop;
  return v_ended;
end
$$;
revoke all on function private.interrupt_turns(uuid, timestamptz) from public, anon, authenticated, service_role;

-- In one conversation, or everywhere; the sweep also throws old counters away. A conversation that somebody else is
-- working on is left to them, or to the next sweep. Returns what it ended: [{turn, conversation}].
create function public.interrupt_expired(p_conversation uuid default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now constant timestamptz := private.clock();
  v_conversation uuid;
  v_ended jsonb := '[]';
begin
  for v_conversation in
    select c.id from public.conversations c
    where c.id in (
      select t.conversation from public.turns t
      where t.status = 'running' and t.lease_until < v_now and t.conversation = coalesce(p_conversation, t.conversation)
    )
    order by c.id
    for no key update skip locked
  loop
    v_ended := v_ended || private.interrupt_turns(v_conversation, v_now);
  end loop;
  if p_conversation is null then
    delete from public.limits where window_start < v_now - interval '2 days';
  end if;
  return v_ended;
end
$$;
revoke all on function public.interrupt_expired(uuid) from public, anon, authenticated, service_role;
grant execute on function public.interrupt_expired(uuid) to service_role;

-- Gives back what was reserved of the day's tokens beyond what was used.
create function private.settle_tokens(p_turn public.turns, p_used bigint) returns void
language sql set search_path = '' as $$
  update public.limits l
  set tokens = greatest(0, l.tokens - p_turn.tokens_reserved + p_used)
  where p_turn.tokens_reserved > 0
    and l.key = 'tokens:user:' || p_turn.owner
    and l.window_start = date_trunc('day', p_turn.started_at, 'UTC')
$$;
revoke all on function private.settle_tokens(public.turns, bigint) from public, anon, authenticated, service_role;

-- A model call's row, and the same numbers as the reply's metadata has them.
create function private.record_usage(p_turn public.turns, p_usage jsonb, p_finish_reason text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_row public.usage;
begin
  insert into public.usage (
    owner, conversation, turn, kind, provider, model, prompt_tokens, cached_tokens, completion_tokens, thinking_tokens,
    counted_prompt_tokens, counted_completion_tokens, latency_ms, first_token_ms, finish_reason
  )
  select
    p_turn.owner, p_turn.conversation, p_turn.id, 'chat', u.provider, u.model, u.prompt_tokens,
    coalesce(u.cached_tokens, 0), u.completion_tokens, coalesce(u.thinking_tokens, 0), u.counted_prompt_tokens,
    u.counted_completion_tokens, u.latency_ms, u.first_token_ms, p_finish_reason
  from jsonb_to_record(p_usage) as u (
    provider text, model text, prompt_tokens int, cached_tokens int, completion_tokens int, thinking_tokens int,
    counted_prompt_tokens int, counted_completion_tokens int, latency_ms int, first_token_ms int
  )
  returning * into v_row;
  return jsonb_build_object(
    'promptTokens', v_row.prompt_tokens,
    'cachedTokens', v_row.cached_tokens,
    'completionTokens', v_row.completion_tokens,
    'thinkingTokens', v_row.thinking_tokens,
    'countedPromptTokens', v_row.counted_prompt_tokens,
    'countedCompletionTokens', v_row.counted_completion_tokens,
    'source', coalesce(p_usage ->> 'source', 'counted')
  );
end
$$;
revoke all on function private.record_usage(public.turns, jsonb, text) from public, anon, authenticated, service_role;

-- p_usage: {provider, model, prompt_tokens, cached_tokens, completion_tokens, thinking_tokens, counted_prompt_tokens,
-- counted_completion_tokens, source, latency_ms, first_token_ms}, or null when the call cost nothing. Raises lease_lost
-- when the turn is gone, has ended, or is held under another fence.
create function public.finish_turn(
  p_turn uuid, p_fence bigint, p_status text, p_reply_tokens int, p_thinking_tokens int, p_thinking_ms int,
  p_token_family text, p_finish_reason text, p_usage jsonb default null, p_error jsonb default null
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
    v_usage := private.record_usage(v_turn, p_usage, p_finish_reason);
    v_spent := (v_usage ->> 'promptTokens')::bigint + (v_usage ->> 'completionTokens')::bigint;
  end if;
  v_revision := private.close_turn(v_turn, jsonb_build_object(
    'status', p_status,
    'now', private.clock(),
    'reply_tokens', coalesce(p_reply_tokens, 0),
    'thinking_tokens', coalesce(p_thinking_tokens, 0),
    'thinking_ms', p_thinking_ms,
    'token_family', p_token_family,
    'metadata', jsonb_strip_nulls(
      jsonb_build_object('finishReason', p_finish_reason, 'usage', v_usage, 'error', p_error)
    ),
    'spent', v_spent
  ));
  perform private.settle_tokens(v_turn, v_spent);
  return jsonb_build_object('message', v_turn.reply, 'revision', v_revision);
end
$$;
revoke all on function public.finish_turn(uuid, bigint, text, int, int, int, text, text, jsonb, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.finish_turn(uuid, bigint, text, int, int, int, text, text, jsonb, jsonb)
  to service_role;
