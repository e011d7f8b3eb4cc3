-- What clients are told when rows change: ids and revisions and no content, except for the text of a running reply
-- (append_replies). Readers fetch what they do not have.

create function private.announce_conversation() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    perform private.broadcast('user:' || old.owner, 'conversation_delete', jsonb_build_object('id', old.id));
    return null;
  end if;
  if tg_op = 'UPDATE' and old.owner <> new.owner then
    perform private.broadcast('user:' || old.owner, 'conversation_delete', jsonb_build_object('id', old.id));
  end if;
  perform private.broadcast(
    'user:' || new.owner, 'conversation_upsert', jsonb_build_object('id', new.id, 'revision', new.revision)
  );
  return null;
end
$$;
revoke all on function private.announce_conversation() from public, anon, authenticated, service_role;

create trigger announce after insert or delete on public.conversations
  for each row execute function private.announce_conversation();
create trigger announce_change after update on public.conversations
  for each row when (old.revision <> new.revision) execute function private.announce_conversation();

create function private.announce_message() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.broadcast(
    'conversation:' || new.conversation, 'message',
    jsonb_build_object('id', new.id, 'seq', new.seq, 'revision', new.revision)
  );
  return null;
end
$$;
revoke all on function private.announce_message() from public, anon, authenticated, service_role;

create trigger announce after insert on public.messages
  for each row execute function private.announce_message();
create trigger announce_change after update on public.messages
  for each row when (old.revision <> new.revision) execute function private.announce_message();

create function private.announce_turn() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.broadcast(
    'conversation:' || new.conversation, 'turn',
    jsonb_build_object('id', new.id, 'status', new.status, 'replyId', new.reply)
  );
  return null;
end
$$;
revoke all on function private.announce_turn() from public, anon, authenticated, service_role;

create trigger announce after insert on public.turns
  for each row execute function private.announce_turn();
create trigger announce_change after update on public.turns
  for each row when (old.status <> new.status) execute function private.announce_turn();
