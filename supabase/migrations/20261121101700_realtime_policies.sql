-- Who may listen: everybody to their own `user:` channel, and to the channels of their own conversations. Nobody may send.

-- The conversation of the channel that is being joined; null for any other channel.
create function private.topic_conversation() returns uuid
language sql stable set search_path = '' as $$
  select case
    when realtime.topic() ~ '^conversation:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      then substr(realtime.topic(), 14)::uuid
  end
$$;
revoke all on function private.topic_conversation() from public, anon, authenticated, service_role;
grant execute on function private.topic_conversation() to authenticated;

create policy "throughline: listen to own channels" on realtime.messages
  for select to authenticated using (
    extension = 'broadcast' and (
      (select realtime.topic()) = 'user:' || (select auth.uid())
      or exists (
        select 1 from public.conversations c
        where c.id = (select private.topic_conversation()) and c.owner = (select auth.uid())
      )
    )
  );
