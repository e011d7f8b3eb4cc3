-- Counters behind the rate limits, for the turn functions alone: no user reads or writes them, so there are no policies.

create table public.limits (
  -- turns:user:…, turns:address:<hash>, turns:all, tokens:user:…
  key text not null check (char_length(key) between 1 and 300),
  -- Start of the minute (turns) or of the day in UTC (tokens).
  window_start timestamptz not null,
  turns int not null default 0,
  tokens bigint not null default 0,
  primary key (key, window_start)
);
create index limits_window_start_idx on public.limits (window_start);

alter table public.limits enable row level security;
revoke all on table public.limits from public, anon, authenticated, service_role;
grant select on table public.limits to service_role;

-- Charges one turn, or answers what begin_turn answers when a limit is reached; nothing is charged then. A limit that is
-- missing from p_limits counts as 0: it fails closed. Counters are locked in one fixed order, the busiest last.
create function private.charge_turn(p_owner uuid, p_limits jsonb, p_tokens int, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_minute constant timestamptz := date_trunc('minute', p_now);
  v_day constant timestamptz := date_trunc('day', p_now, 'UTC');
  v_free constant boolean := coalesce((p_limits ->> 'free')::boolean, false);
  v_by text;
  v_ends timestamptz;
begin
  with counter (place, by, key, window_start, ends, turns, tokens, most) as (
    values
      (1, 'user', 'turns:user:' || p_owner, v_minute, v_minute + interval '1 minute', 1, 0,
        (p_limits ->> 'per_user')::bigint),
      (2, 'address', 'turns:address:' || (p_limits ->> 'address_hash'), v_minute, v_minute + interval '1 minute', 1, 0,
        (p_limits ->> 'per_address')::bigint),
      (3, 'tokens', case when not v_free then 'tokens:user:' || p_owner end, v_day, v_day + interval '1 day', 0,
        greatest(0, p_tokens), (p_limits ->> 'tokens_a_day')::bigint),
      (4, 'global', 'turns:all', v_minute, v_minute + interval '1 minute', 1, 0,
        (p_limits ->> 'global')::bigint)
  ), charged as (
    insert into public.limits as l (key, window_start, turns, tokens)
    select c.key, c.window_start, c.turns, c.tokens from counter c where c.key is not null order by c.place
    on conflict (key, window_start) do update
      set turns = l.turns + excluded.turns, tokens = l.tokens + excluded.tokens
    returning l.key, l.turns, l.tokens
  )
  select c.by, c.ends into v_by, v_ends
  from charged l join counter c using (key)
  where l.turns + l.tokens > coalesce(c.most, 0)
  order by c.place limit 1;
  if v_by is not null then
    raise exception using errcode = 'TL429', message = 'limited';
  end if;
  return null;
exception when sqlstate 'TL429' then
  return jsonb_build_object(
    'status', 'limited',
    'limited_by', v_by,
    'retry_after_ms', greatest(1, ceil(extract(epoch from v_ends - p_now) * 1000))::bigint
  );
end
$$;
revoke all on function private.charge_turn(uuid, jsonb, int, timestamptz) from public, anon, authenticated, service_role;
