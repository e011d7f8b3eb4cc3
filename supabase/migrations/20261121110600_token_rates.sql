-- The ledger of plans that are limited by tokens a minute: what a provider's headers last said, and what running turns
-- have reserved since (turns.rate, added up when it is asked for, so that nothing is left over by a turn that died). No
-- user has a part in it: there are no ids. Locked after public.limits, before public.model_calibration.

create table public.token_rates (
  provider text not null check (char_length(provider) between 1 and 40),
  model text not null check (char_length(model) between 1 and 200),
  tokens_limit bigint not null check (tokens_limit >= 0),
  remaining bigint not null check (remaining >= 0),
  -- When the whole limit is there again; null: it is.
  reset_at timestamptz,
  -- The longest wait for it that the provider has told; null as long as it has told none.
  period_ms int check (period_ms >= 0),
  -- When the provider said so.
  reported_at timestamptz,
  updated_at timestamptz not null default private.clock(),
  primary key (provider, model)
);

alter table public.token_rates enable row level security;
revoke all on table public.token_rates from public, anon, authenticated, service_role;
grant select on table public.token_rates to service_role;

-- Ends a function that would have stored something, with what it answers instead: whoever catches it has stored nothing.
create function private.refuse(p_answer jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'TL001', message = 'refused', detail = p_answer::text;
end
$$;
revoke all on function private.refuse(jsonb) from public, anon, authenticated, service_role;

-- A plan's row with what is left by now, locked. What nobody has told yet starts with the limit that is asked with;
-- without one there is no row.
create function private.lock_rate(p_provider text, p_model text, p_limit bigint, p_now timestamptz)
returns public.token_rates
language plpgsql set search_path = '' as $$
declare
  v_rate public.token_rates;
begin
  if p_limit is not null then
    insert into public.token_rates (provider, model, tokens_limit, remaining, updated_at)
    values (p_provider, p_model, p_limit, p_limit, p_now)
    on conflict do nothing;
  end if;
  select * into v_rate from public.token_rates r where r.provider = p_provider and r.model = p_model for no key update;
  if v_rate.reset_at <= p_now then
    v_rate.reset_at := null;
    v_rate.remaining := v_rate.tokens_limit;
  end if;
  return v_rate;
end
$$;
revoke all on function private.lock_rate(text, text, bigint, timestamptz) from public, anon, authenticated, service_role;

-- Reserves what a call needs: all of it; with a reply that is cut to what is left; or with less of the window. p_needs:
-- {all, short_reply, short_window, least}, tokens of prompt and reply together. Returns {provider, model, choice, granted,
-- limit, left}, null where no limit is known; refuses with {status: wait, wait_ms, limit, left}, or {status: over_limit,
-- limit, need} where waiting would not help.
create function private.reserve_rate(p_rate jsonb, p_needs jsonb, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_rate constant public.token_rates := private.lock_rate(
    p_rate ->> 'provider', p_rate ->> 'model', (p_rate ->> 'limit')::bigint, p_now
  );
  v_limit constant bigint := least(v_rate.tokens_limit, (p_rate ->> 'limit')::bigint);
  v_left bigint;
  v_choice text;
begin
  if v_rate.provider is null then
    return null;
  end if;
  if (p_needs ->> 'least')::bigint > v_limit then
    perform private.refuse(
      jsonb_build_object('status', 'over_limit', 'limit', v_limit, 'need', p_needs -> 'least')
    );
  end if;
  select greatest(0, least(v_limit, v_rate.remaining) - coalesce(sum((t.rate ->> 'granted')::bigint), 0)) into v_left
  from public.turns t
  where t.status = 'running' and t.rate is not null
    and t.rate ->> 'provider' = v_rate.provider and t.rate ->> 'model' = v_rate.model;
  v_choice := case
    when v_left >= (p_needs ->> 'all')::bigint then 'ok'
    when v_left >= (p_needs ->> 'short_reply')::bigint then 'shorter_reply'
    -- A plan that never has room for two turns gives what it has.
    when v_left >= least(v_limit, (p_needs ->> 'short_window')::bigint) then 'trimmed'
  end;
  if v_choice is null then
    perform private.refuse(jsonb_build_object(
      'status', 'wait', 'limit', v_limit, 'left', v_left,
      -- What running calls hold comes free when they end, which nobody can tell.
      'wait_ms', coalesce(greatest(1, ceil(extract(epoch from v_rate.reset_at - p_now) * 1000)), 1000)::bigint
    ));
  end if;
  update public.token_rates r set
    remaining = v_rate.remaining,
    reset_at = coalesce(v_rate.reset_at, p_now + make_interval(secs => coalesce(v_rate.period_ms, 60000) / 1000.0)),
    updated_at = p_now
  where r.provider = v_rate.provider and r.model = v_rate.model;
  return jsonb_build_object(
    'provider', v_rate.provider, 'model', v_rate.model, 'choice', v_choice, 'limit', v_limit, 'left', v_left,
    'granted', case v_choice when 'ok' then (p_needs ->> 'all')::bigint else v_left end
  );
end
$$;
revoke all on function private.reserve_rate(jsonb, jsonb, timestamptz) from public, anon, authenticated, service_role;

-- After a call. p_report: what its headers said, {provider, model, limit, remaining, reset_ms, age_ms}; else p_used of
-- p_plan {provider, model} is taken off. Headers that are older than the last ones tell nothing any more.
create function private.settle_rate(p_plan jsonb, p_used bigint, p_report jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_now constant timestamptz := private.clock();
  v_said constant timestamptz := v_now - make_interval(secs => coalesce((p_report ->> 'age_ms')::numeric, 0) / 1000);
  v_plan constant jsonb := coalesce(p_report, p_plan);
  v_limit constant bigint := (p_report ->> 'limit')::bigint;
  v_rate public.token_rates;
begin
  if v_plan is null then
    return;
  end if;
  v_rate := private.lock_rate(v_plan ->> 'provider', v_plan ->> 'model', v_limit, v_now);
  if v_rate.provider is null or v_said < v_rate.reported_at then
    return;
  end if;
  if p_report is null then
    v_rate.remaining := case
      when v_rate.reset_at is null then v_rate.remaining else greatest(0, v_rate.remaining - p_used)
    end;
  else
    v_rate.tokens_limit := v_limit;
    v_rate.reported_at := v_said;
    v_rate.period_ms := greatest(v_rate.period_ms, (p_report ->> 'reset_ms')::numeric);
    -- Headers are rounded, hence a little later.
    v_rate.reset_at := v_said + make_interval(secs => ((p_report ->> 'reset_ms')::numeric + 25) / 1000);
    v_rate.remaining := least(v_limit, (p_report ->> 'remaining')::bigint);
    if v_rate.reset_at <= v_now then
      v_rate.reset_at := null;
      v_rate.remaining := v_limit;
    end if;
  end if;
  update public.token_rates r set
    tokens_limit = v_rate.tokens_limit, remaining = v_rate.remaining, reset_at = v_rate.reset_at,
    period_ms = v_rate.period_ms, reported_at = v_rate.reported_at, updated_at = v_now
  where r.provider = v_rate.provider and r.model = v_rate.model;
end
$$;
revoke all on function private.settle_rate(jsonb, bigint, jsonb) from public, anon, authenticated, service_role;
