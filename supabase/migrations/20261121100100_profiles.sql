-- One row a user: settings, and what the rest of the schema must know about the account. It belongs to the user's row in
-- auth.users and everything else belongs to it, so closing an account takes everything with it.

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text check (char_length(email) <= 320),
  is_guest boolean not null default false,
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  locale text check (char_length(locale) between 1 and 35),
  -- Kept by triggers, so that the cap on conversations is checked without counting them.
  conversation_count int not null default 0 check (conversation_count >= 0),
  revision bigint not null default 1,
  created_at timestamptz not null default private.clock(),
  updated_at timestamptz not null default private.clock()
);

alter table public.profiles enable row level security;
revoke all on table public.profiles from public, anon, authenticated, service_role;
grant select on table public.profiles to authenticated, service_role;
grant update (theme, locale) on table public.profiles to authenticated;

create policy "read own profile" on public.profiles
  for select to authenticated using (id = (select auth.uid()));
create policy "change own profile" on public.profiles
  for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));
