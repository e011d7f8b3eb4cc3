-- Every user has a profile and a default agent: from sign-up on, from this migration on, or from the first turn on when
-- neither could see to it.

-- Gives a user what is missing. False when there is no such user.
create function private.open_account(p_user uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_agent uuid;
begin
  insert into public.profiles (id, email, is_guest)
  select u.id, left(nullif(u.email, ''), 320), coalesce(u.is_anonymous, false)
  from auth.users u
  where u.id = p_user
  on conflict (id) do nothing;

  -- The lock keeps two callers from each making an agent.
  perform 1 from public.profiles where id = p_user for no key update;
  if not found then
    return false;
  end if;

  select id into v_agent from public.agents where owner = p_user order by created_at, id limit 1;
  if v_agent is null then
    insert into public.agents (owner, name, system_prompt)
    values (p_user, 'Assistant', private.default_system_prompt())
    returning id into v_agent;
  end if;
  update public.profiles set default_agent = v_agent where id = p_user and default_agent is null;
  return true;
end
$$;
revoke all on function private.open_account(uuid) from public, anon, authenticated, service_role;

create function private.default_system_prompt() returns text
language sql immutable set search_path = '' as $$
  select 'You are a helpful assistant. Write plainly and get to the point. Be honest: when you do not know something '
    || 'or cannot be sure, say so instead of guessing. Use what was said earlier in this conversation, and ask when a '
    || 'request could mean different things.'
$$;
revoke all on function private.default_system_prompt() from public, anon, authenticated, service_role;

-- A sign-up never fails because of us: begin_turn makes up for what went wrong here.
create function private.on_sign_up() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.open_account(new.id);
  return null;
exception when others then
  raise warning 'no profile was made for a new user: %', sqlerrm;
  return null;
end
$$;
revoke all on function private.on_sign_up() from public, anon, authenticated, service_role;

create trigger throughline_sign_up after insert on auth.users
  for each row execute function private.on_sign_up();

-- A guest who gives an address becomes an account.
create function private.on_account_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.profiles
  set email = left(nullif(new.email, ''), 320), is_guest = coalesce(new.is_anonymous, false)
  where id = new.id
    and (email, is_guest) is distinct from (left(nullif(new.email, ''), 320), coalesce(new.is_anonymous, false));
  return null;
exception when others then
  raise warning 'a profile could not follow its user: %', sqlerrm;
  return null;
end
$$;
revoke all on function private.on_account_change() from public, anon, authenticated, service_role;

create trigger throughline_account_change after update of email, is_anonymous on auth.users
  for each row execute function private.on_account_change();

-- Users from before this migration.
select private.open_account(id) from auth.users;
