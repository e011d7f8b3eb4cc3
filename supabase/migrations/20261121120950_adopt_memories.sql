-- adopt_guest as before, with memories; and an agent whose switches were moved is not untouched.

-- After the conversations. What only an agent that stays behind knew, all of them know.
create function private.adopt_memories(p_guest uuid, p_owner uuid) returns void
language plpgsql set search_path = '' as $$
begin
  update public.memories m set owner = p_owner, agent = null where m.owner = p_guest;
  update public.memory_sources s set owner = p_owner where s.owner = p_guest;
  update public.recall_marks k set owner = p_owner where k.owner = p_guest;
  update public.deletions d set owner = p_owner where d.owner = p_guest;
  update public.maintenance_runs r set owner = p_owner where r.owner = p_guest;
end
$$;
revoke all on function private.adopt_memories(uuid, uuid) from public, anon, authenticated, service_role;

create or replace function public.adopt_guest(p_guest uuid, p_owner uuid) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_default uuid;
  v_found uuid[];
  v_count int;
begin
  if p_guest = p_owner or not exists (select 1 from public.profiles where id = p_guest and is_guest) then
    raise exception 'not_found';
  end if;
  select default_agent into v_default from public.profiles where id = p_owner;
  if v_default is null then
    if not private.open_account(p_owner) then
      raise exception 'unauthenticated';
    end if;
    select default_agent into v_default from public.profiles where id = p_owner;
  end if;

  -- Locks in the usual order: conversations, turns, profiles.
  select array_agg(c.id) into v_found
  from (select id from public.conversations where owner = p_guest order by id for no key update) c;
  update public.conversations set owner = p_owner, agent = v_default
  where id = any (v_found) and owner = p_guest and agent in (
    select id from public.agents
    where owner = p_guest and name = 'Assistant' and system_prompt = private.default_system_prompt()
      and num_nonnulls(provider, model, temperature, max_output_tokens) = 0 and defaults = '{}' and memory and recall_past
  );
  set constraints public.profiles_default_agent_fkey deferred;
  -- The foreign key takes their conversations along, also one that was made a moment ago.
  update public.agents set owner = p_owner
  where owner = p_guest and id in (select agent from public.conversations where id = any (v_found) and owner = p_guest);

  perform 1 from public.turns
  where owner = p_guest and conversation in (select id from public.conversations where owner = p_owner)
  order by id for no key update;
  -- Ids are made at random by clients; should both have used one, the older sends can no longer be repeated anyway.
  update public.turns g set
    owner = p_owner,
    client_message_id = case
      when exists (
        select 1 from public.turns o where o.owner = p_owner and o.client_message_id = g.client_message_id
      ) then gen_random_uuid()
      else g.client_message_id
    end
  where g.owner = p_guest and g.conversation in (select id from public.conversations where owner = p_owner);
  update public.messages set owner = p_owner
  where owner = p_guest and conversation in (select id from public.conversations where owner = p_owner);
  update public.summaries set owner = p_owner
  where owner = p_guest and conversation in (select id from public.conversations where owner = p_owner);
  update public.usage set owner = p_owner
  where owner = p_guest and conversation in (select id from public.conversations where owner = p_owner);
  perform private.adopt_memories(p_guest, p_owner);
  select count(*) into v_count from public.conversations where id = any (v_found) and owner = p_owner;

  -- First the lock, then the count: a conversation whose making it waited for is counted, too.
  perform 1 from public.profiles where id in (p_guest, p_owner) order by id for no key update;
  update public.profiles p set
    conversation_count = (select count(*) from public.conversations c where c.owner = p.id),
    default_agent = (select a.id from public.agents a where a.id = p.default_agent and a.owner = p.id)
  where p.id in (p_guest, p_owner);
  return v_count;
end
$$;
