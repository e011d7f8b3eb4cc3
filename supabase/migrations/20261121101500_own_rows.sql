-- What users may do to rows of their own. What belongs to somebody else is as if it were not there: not_found.

-- Asks the server that generates a turn to stop; false when it had ended already.
create function public.request_stop(p_turn uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.turns t set stop_requested = true
  where t.id = p_turn and t.owner = (select auth.uid()) and t.status = 'running';
  if found then
    return true;
  end if;
  perform 1 from public.turns t where t.id = p_turn and t.owner = (select auth.uid());
  if not found then
    raise exception 'not_found';
  end if;
  return false;
end
$$;
revoke all on function public.request_stop(uuid) from public, anon, authenticated, service_role;
grant execute on function public.request_stop(uuid) to authenticated;

-- Marks an interrupted reply as kept, so that no device asks about it again. not_found for a reply that was not interrupted.
create function public.keep_reply(p_turn uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_reply public.messages;
begin
  select m.* into v_reply from public.messages m
  join public.turns t on t.reply = m.id
  where t.id = p_turn and t.owner = (select auth.uid()) and m.status = 'interrupted'
  for no key update of m;
  if not found then
    raise exception 'not_found';
  end if;
  if not v_reply.metadata @> '{"kept": true}' then
    update public.messages m set metadata = m.metadata || '{"kept": true}' where m.id = v_reply.id
    returning m.* into v_reply;
  end if;
  return jsonb_build_object('message', v_reply.id, 'revision', v_reply.revision);
end
$$;
revoke all on function public.keep_reply(uuid) from public, anon, authenticated, service_role;
grant execute on function public.keep_reply(uuid) to authenticated;

-- Returns the conversation as it is now.
create function public.rename_conversation(p_conversation uuid, p_title text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_conversation public.conversations;
begin
  update public.conversations c set title = p_title where c.id = p_conversation returning c.* into v_conversation;
  if not found then
    raise exception 'not_found';
  end if;
  return to_jsonb(v_conversation);
end
$$;
revoke all on function public.rename_conversation(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.rename_conversation(uuid, text) to authenticated;

-- With everything in it. False when it was not there.
create function public.delete_conversation(p_conversation uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
  delete from public.conversations c where c.id = p_conversation;
  return found;
end
$$;
revoke all on function public.delete_conversation(uuid) from public, anon, authenticated, service_role;
grant execute on function public.delete_conversation(uuid) to authenticated;
