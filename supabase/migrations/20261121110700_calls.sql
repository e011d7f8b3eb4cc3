-- Calls of every kind and what they cost, at the price of their day.

alter table public.usage
  drop constraint usage_kind_check,
  add constraint usage_kind_check check (kind in ('chat', 'summary', 'title', 'extraction', 'lab')),
  -- The date of the price that `cost` was made with, in US dollars.
  add column priced_as_of date,
  add constraint usage_cost_dated check (cost is null or priced_as_of is not null);
-- A conversation's account adds up by kind.
create index usage_conversation_kind_idx on public.usage (conversation, kind);
drop index public.usage_conversation_idx;

-- What calls of `kind` have used, on whose account. p_call: {owner, conversation, turn, kind, finish_reason}. A model that
-- runs here costs nothing; a price that nobody knows is null.
create function private.store_usage(p_call jsonb, p_usage jsonb) returns public.usage
language plpgsql set search_path = '' as $$
declare
  v_row public.usage;
begin
  insert into public.usage (
    owner, conversation, turn, kind, finish_reason, provider, model, prompt_tokens, cached_tokens, completion_tokens,
    thinking_tokens, counted_prompt_tokens, counted_completion_tokens, latency_ms, first_token_ms, cost, priced_as_of
  )
  select
    c.owner, c.conversation, c.turn, c.kind, c.finish_reason, u.provider, u.model, u.prompt_tokens,
    coalesce(u.cached_tokens, 0), u.completion_tokens, coalesce(u.thinking_tokens, 0), u.counted_prompt_tokens,
    u.counted_completion_tokens, u.latency_ms, u.first_token_ms,
    case
      when u.provider = 'offline' then 0
      else round((
        greatest(0, u.prompt_tokens - coalesce(u.cached_tokens, 0)) * p.input
        + coalesce(u.cached_tokens, 0) * p.cached_input + u.completion_tokens * p.output
      ) / 1000000, 9)
    end,
    case when u.provider = 'offline' then private.clock()::date else p.as_of end
  from jsonb_to_record(p_call) as c (owner uuid, conversation uuid, turn uuid, kind text, finish_reason text),
    jsonb_to_record(p_usage) as u (
      provider text, model text, prompt_tokens int, cached_tokens int, completion_tokens int, thinking_tokens int,
      counted_prompt_tokens int, counted_completion_tokens int, latency_ms int, first_token_ms int
    )
    left join public.prices p on p.provider = u.provider and p.model = u.model
  returning * into v_row;
  return v_row;
end
$$;
revoke all on function private.store_usage(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Charges a call that is not a turn's: its row, the conversation's total, the day's tokens (p_usage as in finish_turn, with
-- token_family; p_free: not charged), the plan's rate and the model's calibration. What was spent was spent: a call for a
-- conversation that is gone by now is charged to its owner all the same. Raises not_found for an owner that is gone.
create function public.record_call(
  p_owner uuid, p_conversation uuid, p_kind text, p_usage jsonb, p_finish_reason text, p_turn uuid default null,
  p_free boolean default false, p_rate jsonb default null
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_used constant bigint := (p_usage ->> 'prompt_tokens')::bigint + (p_usage ->> 'completion_tokens')::bigint;
  v_conversation uuid;
begin
  update public.conversations c set total_tokens = c.total_tokens + v_used
  where c.id = p_conversation and c.owner = p_owner
  returning c.id into v_conversation;
  if v_conversation is null and not exists (select 1 from public.profiles p where p.id = p_owner) then
    raise exception 'not_found';
  end if;
  perform private.store_usage(jsonb_build_object(
    'owner', p_owner, 'conversation', v_conversation, 'kind', p_kind, 'finish_reason', p_finish_reason,
    'turn', (select t.id from public.turns t where t.id = p_turn and t.conversation = v_conversation)
  ), p_usage);
  if not p_free then
    insert into public.limits as l (key, window_start, tokens)
    values ('tokens:user:' || p_owner, date_trunc('day', private.clock(), 'UTC'), v_used)
    on conflict (key, window_start) do update set tokens = l.tokens + excluded.tokens;
  end if;
  perform private.settle_rate(
    jsonb_build_object('provider', p_usage -> 'provider', 'model', p_usage -> 'model'), v_used, p_rate
  );
  perform private.measure_call(p_usage, p_usage ->> 'token_family');
end
$$;
revoke all on function public.record_call(uuid, uuid, text, jsonb, text, uuid, boolean, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call(uuid, uuid, text, jsonb, text, uuid, boolean, jsonb) to service_role;

-- A title that nobody wrote. False when a user has set one, or it is no longer p_expected_title.
create function public.set_auto_title(p_owner uuid, p_conversation uuid, p_expected_title text, p_title text)
returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.conversations c set title = btrim(regexp_replace(p_title, '\s+', ' ', 'g'))
  where c.id = p_conversation and c.owner = p_owner and c.title_source = 'auto' and c.title = p_expected_title;
  return found;
end
$$;
revoke all on function public.set_auto_title(uuid, uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.set_auto_title(uuid, uuid, text, text) to service_role;
