-- Calls that answer nobody's message, and yet are asked for by a user, count against the limits of turns.

-- Charges one call as a turn is charged, or answers {status: 'limited', limited_by, retry_after_ms} and charges nothing. Its
-- tokens are charged by record_call, when they are known: here the day's tokens only must not be used up.
create function public.charge_call(p_owner uuid, p_limits jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer text;
begin
  perform private.require_account(p_owner);
  perform private.charge_turn(p_owner, p_limits, 0, private.clock());
  return jsonb_build_object('status', 'charged');
exception when sqlstate 'TL001' then
  get stacked diagnostics v_answer = pg_exception_detail;
  return v_answer;
end
$$;
revoke all on function public.charge_call(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.charge_call(uuid, jsonb) to service_role;
