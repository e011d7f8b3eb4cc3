-- An agent is a system prompt and the model that speaks under it.

create table public.agents (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  name text not null check (char_length(name) <= 80 and name ~ '\S'),
  system_prompt text not null default '' check (char_length(system_prompt) <= 32000),
  -- An id from the server's list, never a URL. Null: the server's default.
  provider text check (provider in ('groq', 'openai-compatible', 'offline')),
  model text check (char_length(model) between 1 and 200),
  temperature double precision check (temperature between 0 and 2),
  max_output_tokens int check (max_output_tokens between 1 and 128000),
  revision bigint not null default 1,
  created_at timestamptz not null default private.clock(),
  updated_at timestamptz not null default private.clock(),
  -- Lets a row say "an agent of the same owner" as a foreign key.
  unique (id, owner)
);
create index agents_owner_idx on public.agents (owner, created_at, id);

alter table public.agents enable row level security;
revoke all on table public.agents from public, anon, authenticated, service_role;
grant select on table public.agents to authenticated, service_role;
grant update (name, system_prompt, provider, model, temperature, max_output_tokens)
  on table public.agents to authenticated;

create policy "read own agents" on public.agents
  for select to authenticated using (owner = (select auth.uid()));
create policy "change own agents" on public.agents
  for update to authenticated using (owner = (select auth.uid())) with check (owner = (select auth.uid()));

create trigger next_revision before update
  of name, system_prompt, provider, model, temperature, max_output_tokens on public.agents
  for each row execute function private.next_revision_and_time();

alter table public.profiles
  add column default_agent uuid,
  add constraint profiles_default_agent_fkey foreign key (default_agent, id)
    references public.agents (id, owner) on delete set null (default_agent)
    -- adopt_guest moves an agent first and its profile's mention of it last.
    deferrable initially immediate;
create index profiles_default_agent_idx on public.profiles (default_agent, id);
grant update (default_agent) on table public.profiles to authenticated;

create trigger next_revision before update of email, is_guest, theme, locale, default_agent on public.profiles
  for each row execute function private.next_revision_and_time();

create function private.cap_agents() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if (select count(*) from public.agents where owner = new.owner) >= 50 then
    raise exception 'cap_reached';
  end if;
  return new;
end
$$;
revoke all on function private.cap_agents() from public, anon, authenticated, service_role;

create trigger cap_agents before insert on public.agents
  for each row execute function private.cap_agents();
