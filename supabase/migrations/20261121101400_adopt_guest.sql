-- Moves everything a guest has to an account and answers how many conversations that was. Both ids come from verified
-- tokens. A guest's untouched default agent is not brought along: its conversations go on under the account's own. Usage
-- of deleted conversations stays with the guest. Raises not_found unless one is a guest and the other is there.
create function public.adopt_guest(p_guest uuid, p_owner uuid) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_default uuid;
  v_moved uuid[];
  v_count int;
begin
  perform private.require_account(p_owner);
  perform 1 from public.profiles where id in (p_guest, p_owner) order by id for update;
  if p_guest = p_owner or not exists (select 1 from public.profiles where id = p_guest and is_guest) then
    raise exception 'not_found';
  end if;
  select array_agg(c.id) into v_moved
  from (select id from public.conversations where owner = p_guest order by id for update) c;
  perform 1 from public.turns where owner = p_guest and status = 'running' order by id for update;
  v_count := coalesce(cardinality(v_moved), 0);

  select default_agent into v_default from public.profiles where id = p_owner;
  update public.conversations set owner = p_owner, agent = v_default
  where owner = p_guest and agent in (
    select id from public.agents
    where owner = p_guest and name = 'Assistant' and system_prompt = private.default_system_prompt()
      and num_nonnulls(provider, model, temperature, max_output_tokens) = 0
  );
  update public.profiles set default_agent = null
  where id = p_guest and default_agent in (select agent from public.conversations where owner = p_guest);
  -- The foreign key takes their conversations along.
  update public.agents set owner = p_owner
  where owner = p_guest and id in (select agent from public.conversations where owner = p_guest);

  -- Ids are made at random by clients; should both have used one, the older sends can no longer be repeated anyway.
  update public.turns g set client_message_id = gen_random_uuid()
  where g.owner = p_guest and exists (
    select 1 from public.turns o where o.owner = p_owner and o.client_message_id = g.client_message_id
  );
  update public.turns set owner = p_owner where conversation = any (v_moved);
  update public.messages set owner = p_owner where conversation = any (v_moved);
  update public.usage set owner = p_owner where conversation = any (v_moved);
  update public.profiles set conversation_count = 0 where id = p_guest;
  update public.profiles set conversation_count = conversation_count + v_count where id = p_owner;
  return v_count;
end
$$;
revoke all on function public.adopt_guest(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.adopt_guest(uuid, uuid) to service_role;
