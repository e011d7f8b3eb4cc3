-- What the other migrations share. Nothing in this schema is exposed through the API.

create schema if not exists private;
revoke all on schema private from public, anon, authenticated, service_role;
-- Defaults, policies and invoker functions call a few helpers under the user's own role; each is granted by name.
grant usage on schema private to authenticated;

-- The only source of time in our SQL. Tests replace it, which the owner of the schema alone can do. It moves within a
-- transaction, so that a lease is counted from the moment it is given and not from before a wait for a lock.
create function private.clock() returns timestamptz
language sql volatile set search_path = '' as $$
  select clock_timestamp()
$$;
revoke all on function private.clock() from public, anon, authenticated, service_role;
grant execute on function private.clock() to authenticated;

-- An older revision of a row loses against a newer one wherever copies of it are kept.
create function private.next_revision() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.revision := old.revision + 1;
  return new;
end
$$;
revoke all on function private.next_revision() from public, anon, authenticated, service_role;

create function private.next_revision_and_time() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.revision := old.revision + 1;
  new.updated_at := private.clock();
  return new;
end
$$;
revoke all on function private.next_revision_and_time() from public, anon, authenticated, service_role;

-- Tells whoever listens on a private channel. A hint only: its failure never undoes the write that it tells of.
create function private.broadcast(p_topic text, p_event text, p_payload jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  perform realtime.send(p_payload, p_event, p_topic, true);
exception when others then
  raise warning 'broadcast % failed: %', p_event, sqlerrm;
end
$$;
revoke all on function private.broadcast(text, text, jsonb) from public, anon, authenticated, service_role;
