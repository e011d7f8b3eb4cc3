-- An owner has one sample conversation, however many servers are asked for it at the same time.

-- Arguments and exceptions as import_conversation's. Returns {id, created}: the sample that is there, or the one this makes.
create function public.import_sample(
  p_owner uuid, p_conversation jsonb, p_messages jsonb, p_summary jsonb default null, p_receipts jsonb default '[]'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  -- Locks the owner's profile: who comes second waits here, and then sees what the first one made.
  perform private.require_account(p_owner);
  select c.id into v_id from public.conversations c
  where c.owner = p_owner and c.metadata @> '{"sample": true}' order by c.updated_at desc, c.id desc limit 1;
  if v_id is not null then
    return jsonb_build_object('id', v_id, 'created', false);
  end if;
  v_id := public.import_conversation(p_owner, p_conversation, p_messages, p_summary, p_receipts);
  return jsonb_build_object('id', v_id, 'created', true);
end
$$;
revoke all on function public.import_sample(uuid, jsonb, jsonb, jsonb, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.import_sample(uuid, jsonb, jsonb, jsonb, jsonb) to service_role;

-- The sample is all that is imported so far.
revoke all on function public.import_conversation(uuid, jsonb, jsonb, jsonb, jsonb) from service_role;
