-- What a hosted Supabase project has before the first migration: roles, schemas, the auth helpers and Broadcast from
-- Database. For the embedded stack only; it runs at every start and never reaches a hosted project. Shapes follow the
-- tenant migrations of supabase/realtime. It sets no default privileges: migrations grant what they mean, by name.

do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then
    create role authenticated nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin noinherit bypassrls;
  end if;
end
$$;

create schema if not exists extensions;
create schema if not exists realtime;
grant usage on schema public, auth, extensions, realtime to anon, authenticated, service_role;
-- PostgreSQL 14 lets everybody create in public; later ones and hosted projects do not.
revoke create on schema public from public;

-- Claims arrive as one JSON value; lite also sets the single ones, which win as they do on hosted projects.
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;

create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )
$$;

create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

grant execute on function auth.uid(), auth.role(), auth.email(), auth.jwt() to anon, authenticated, service_role;

-- Hosted projects partition this table by day; one table that is pruned every few minutes does the same for a few people.
create table if not exists realtime.messages (
  id uuid not null default gen_random_uuid(),
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp without time zone not null default now(),
  inserted_at timestamp without time zone not null default now(),
  primary key (id, inserted_at)
);
create index if not exists messages_inserted_at on realtime.messages (inserted_at);
alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;

create or replace function realtime.topic() returns text language sql stable as $$
  select nullif(current_setting('realtime.topic', true), '')
$$;

-- Runs with the caller's rights: called by anyone but the owner, the row is refused by RLS, and as on hosted projects
-- that is a warning and not an error, because a broadcast must not undo the write it tells of.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql as $$
declare
  message_id uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', topic, true);
  if not payload ? 'id' then
    payload := jsonb_set(payload, '{id}', to_jsonb(message_id));
  end if;
  insert into realtime.messages (id, topic, event, payload, private, extension)
  values (message_id, topic, event, payload, private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW'
) returns void language plpgsql as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation;
  end if;
  perform realtime.send(
    jsonb_build_object(
      'old_record', old, 'record', new, 'operation', operation, 'table', table_name, 'schema', table_schema
    ),
    event_name, topic_name
  );
exception when others then
  raise exception 'Failed to process the row: %', sqlerrm;
end
$$;

-- The stack's Realtime server listens here: "m" and the id of a message to deliver, "u" and the id of a closed account.
-- NOTIFY is part of the transaction, so a row that is rolled back is never announced.
create or replace function realtime.announce() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_schema = 'auth' then
    perform pg_notify('throughline_realtime', 'u' || old.id::text);
  else
    perform pg_notify('throughline_realtime', 'm' || new.id::text);
  end if;
  return null;
end
$$;
revoke execute on function realtime.announce() from public;

create or replace trigger announce after insert on realtime.messages
  for each row execute function realtime.announce();
create or replace trigger announce_closed_account after delete on auth.users
  for each row execute function realtime.announce();
