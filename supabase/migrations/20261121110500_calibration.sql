-- How a provider's prompt tokens (y) follow from our count (x) of the same prompt, for every model: sums over its calls,
-- of which offset and ratio are worked out. No user has a part in it: there are no ids.

create table public.model_calibration (
  provider text not null check (char_length(provider) between 1 and 40),
  model text not null check (char_length(model) between 1 and 200),
  token_family text not null check (char_length(token_family) between 1 and 40),
  calls int not null default 0 check (calls >= 0),
  sum_x double precision not null default 0,
  sum_y double precision not null default 0,
  sum_xx double precision not null default 0,
  sum_xy double precision not null default 0,
  -- Moving mean of |predicted − y| / y, each predicted before its call was added.
  error double precision not null default 0,
  updated_at timestamptz not null default private.clock(),
  primary key (provider, model, token_family)
);

alter table public.model_calibration enable row level security;
revoke all on table public.model_calibration from public, anon, authenticated, service_role;
grant select on table public.model_calibration to service_role;

-- Least squares; where all prompts were about the same size, the ratio of the means.
create function private.predicted_tokens(p_sums public.model_calibration, p_counted double precision)
returns double precision
language sql immutable set search_path = '' as $$
  select mean_y + ratio * (p_counted - mean_x)
  from (
    select mean_x, mean_y, case
      when variance > (0.02 * mean_x) ^ 2 then
        least(2, greatest(0.5, (p_sums.sum_xy / p_sums.calls - mean_x * mean_y) / variance))
      else mean_y / mean_x
    end as ratio
    from (
      select p_sums.sum_x / p_sums.calls as mean_x, p_sums.sum_y / p_sums.calls as mean_y,
        p_sums.sum_xx / p_sums.calls - (p_sums.sum_x / p_sums.calls) ^ 2 as variance
    ) means
  ) line
$$;
revoke all on function private.predicted_tokens(public.model_calibration, double precision)
  from public, anon, authenticated, service_role;

-- Adds a call whose prompt the provider has counted. After 500 calls the older half loses half of its weight, so that a
-- model that changes is followed.
create function private.measure_call(p_usage jsonb, p_family text) returns void
language plpgsql set search_path = '' as $$
declare
  v_x constant double precision := (p_usage ->> 'counted_prompt_tokens')::double precision;
  v_y constant double precision := (p_usage ->> 'prompt_tokens')::double precision;
  v_row public.model_calibration;
  v_wrong double precision;
begin
  if p_usage ->> 'source' is distinct from 'provider' or p_usage ->> 'provider' = 'offline' or p_family is null
    or coalesce(v_x, 0) <= 0 or coalesce(v_y, 0) <= 0 then
    return;
  end if;
  insert into public.model_calibration (provider, model, token_family)
  values (p_usage ->> 'provider', p_usage ->> 'model', p_family)
  on conflict do nothing;
  select * into v_row from public.model_calibration c
  where c.provider = p_usage ->> 'provider' and c.model = p_usage ->> 'model' and c.token_family = p_family
  for no key update;
  if v_row.calls > 0 then
    v_wrong := abs(private.predicted_tokens(v_row, v_x) - v_y) / v_y;
  end if;
  update public.model_calibration c set
    calls = c.calls * k.weight + 1,
    sum_x = c.sum_x * k.weight + v_x,
    sum_y = c.sum_y * k.weight + v_y,
    sum_xx = c.sum_xx * k.weight + v_x * v_x,
    sum_xy = c.sum_xy * k.weight + v_x * v_y,
    error = case
      when v_row.calls = 0 then 0
      when v_row.calls = 1 then v_wrong
      else 0.75 * c.error + 0.25 * v_wrong
    end,
    updated_at = private.clock()
  from (select case when v_row.calls >= 500 then 0.5 else 1 end as weight) k
  where c.provider = v_row.provider and c.model = v_row.model and c.token_family = v_row.token_family;
end
$$;
revoke all on function private.measure_call(jsonb, text) from public, anon, authenticated, service_role;
