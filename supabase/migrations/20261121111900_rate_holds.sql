-- Calls beside the chat (summaries, titles, the lab) hold what they take of a limited plan as turns do, so that neither is
-- refused for the other. A hold ends with its call, or by itself when the call's process died.

create table public.rate_holds (
  id uuid primary key default gen_random_uuid(),
  provider text not null check (char_length(provider) between 1 and 40),
  model text not null check (char_length(model) between 1 and 200),
  granted bigint not null check (granted >= 0),
  ends_at timestamptz not null
);
create index rate_holds_plan_idx on public.rate_holds (provider, model);

alter table public.rate_holds enable row level security;
revoke all on table public.rate_holds from public, anon, authenticated, service_role;
grant select on table public.rate_holds to service_role;

-- As before, with what calls beside the chat hold taken off as well.
create or replace function private.reserve_rate(p_rate jsonb, p_needs jsonb, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_rate constant public.token_rates := private.lock_rate(
    p_rate ->> 'provider', p_rate ->> 'model', (p_rate ->> 'limit')::bigint, p_now
  );
  v_limit constant bigint := least(v_rate.tokens_limit, (p_rate ->> 'limit')::bigint);
  v_held bigint;
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
  select coalesce(sum(r.granted), 0) into v_held
  from (
    select (t.rate ->> 'granted')::bigint as granted
    from public.turns t
    where t.status = 'running' and t.rate is not null
      and t.rate ->> 'provider' = v_rate.provider and t.rate ->> 'model' = v_rate.model
    union all
    select h.granted from public.rate_holds h
    where h.provider = v_rate.provider and h.model = v_rate.model and h.ends_at > p_now
  ) r;
  v_left := greatest(0, least(v_limit, v_rate.remaining) - v_held);
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

-- Holds p_tokens (prompt and reply) for at most p_hold_s seconds, if p_spare more are left for turns. Answers {status: held,
-- hold}, {status: unlimited} where no limit is known, or what private.reserve_rate refuses with; then nothing is held.
create function public.hold_rate(p_provider text, p_model text, p_tokens bigint, p_spare bigint, p_hold_s int)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_need constant bigint := greatest(0, p_tokens) + greatest(0, p_spare);
  v_now constant timestamptz := private.clock();
  v_answer jsonb;
  v_hold uuid;
begin
  v_answer := private.reserve_rate(
    jsonb_build_object('provider', p_provider, 'model', p_model),
    jsonb_build_object('all', v_need, 'short_reply', v_need, 'short_window', v_need, 'least', v_need), v_now
  );
  if v_answer is null then
    return '{"status": "unlimited"}';
  end if;
  delete from public.rate_holds h where h.provider = p_provider and h.model = p_model and h.ends_at <= v_now;
  insert into public.rate_holds (provider, model, granted, ends_at)
  values (p_provider, p_model, greatest(0, p_tokens), v_now + make_interval(secs => p_hold_s))
  returning id into v_hold;
  return jsonb_build_object('status', 'held', 'hold', v_hold);
exception when sqlstate 'TL001' then
  get stacked diagnostics v_answer = pg_exception_detail;
  return v_answer;
end
$$;
revoke all on function public.hold_rate(text, text, bigint, bigint, int) from public, anon, authenticated, service_role;
grant execute on function public.hold_rate(text, text, bigint, bigint, int) to service_role;

-- The end of the call: what its headers said takes the place of what it held (p_report as in settle_rate); where they said
-- nothing, all of it was used.
create function public.release_rate(p_hold uuid, p_report jsonb default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_hold public.rate_holds;
begin
  select * into v_hold from public.rate_holds h where h.id = p_hold;
  if not found then
    return;
  end if;
  -- In the order in which every other function locks: the plan before what is held of it.
  perform private.settle_rate(
    jsonb_build_object('provider', v_hold.provider, 'model', v_hold.model), v_hold.granted, p_report
  );
  delete from public.rate_holds h where h.id = p_hold;
end
$$;
revoke all on function public.release_rate(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.release_rate(uuid, jsonb) to service_role;
