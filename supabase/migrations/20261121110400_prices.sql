-- What providers charge, in US dollars for a million tokens. Prices change without notice: a row is what was known on its
-- date, and a cost made with it is an estimate.

create table public.prices (
  provider text not null check (char_length(provider) between 1 and 40),
  model text not null check (char_length(model) between 1 and 200),
  input numeric not null check (input >= 0),
  cached_input numeric not null check (cached_input >= 0),
  output numeric not null check (output >= 0),
  as_of date not null,
  primary key (provider, model)
);

alter table public.prices enable row level security;
revoke all on table public.prices from public, anon, authenticated, service_role;
grant select on table public.prices to service_role;

insert into public.prices (provider, model, input, cached_input, output, as_of) values
  ('groq', 'openai/gpt-oss-120b', 0.15, 0.075, 0.60, '2026-11-01'),
  ('groq', 'openai/gpt-oss-20b', 0.075, 0.0375, 0.30, '2026-11-01');
