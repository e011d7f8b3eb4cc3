-- One row for every model call. The rows outlive their conversation (its ids become null): they hold numbers and no words,
-- and what was spent on the operator's keys was spent. They go with the account.

create table public.usage (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references public.profiles (id) on delete cascade,
  conversation uuid references public.conversations (id) on delete set null,
  turn uuid references public.turns (id) on delete set null,
  kind text not null check (kind in ('chat')),
  provider text not null check (char_length(provider) between 1 and 40),
  model text not null check (char_length(model) between 1 and 200),
  prompt_tokens int not null check (prompt_tokens >= 0),
  cached_tokens int not null default 0 check (cached_tokens >= 0),
  completion_tokens int not null check (completion_tokens >= 0),
  thinking_tokens int not null default 0 check (thinking_tokens >= 0),
  counted_prompt_tokens int not null check (counted_prompt_tokens >= 0),
  counted_completion_tokens int not null check (counted_completion_tokens >= 0),
  cost numeric check (cost >= 0),
  latency_ms int not null check (latency_ms >= 0),
  first_token_ms int check (first_token_ms >= 0),
  finish_reason text not null check (char_length(finish_reason) between 1 and 40),
  created_at timestamptz not null default private.clock()
);
create index usage_owner_idx on public.usage (owner, created_at desc);
create index usage_conversation_idx on public.usage (conversation);
create index usage_turn_idx on public.usage (turn);

alter table public.usage enable row level security;
revoke all on table public.usage from public, anon, authenticated, service_role;
grant select on table public.usage to authenticated, service_role;

create policy "read own usage" on public.usage
  for select to authenticated using (owner = (select auth.uid()));
