-- The receipt of a turn says what its call held: seqs, ranges and tokens, and no words. It is written once.

alter table public.turns
  add column receipt jsonb check (jsonb_typeof(receipt) = 'object' and octet_length(receipt::text) <= 131072),
  -- What a turn has reserved of a plan that is limited by tokens a minute: {provider, model, choice, granted, limit, left}.
  add column rate jsonb check (jsonb_typeof(rate) = 'object' and octet_length(rate::text) <= 2048);
-- Renewing a lease copies the row; a receipt is kept apart from it.
alter table public.turns set (toast_tuple_target = 256);
-- What running calls have reserved.
create index turns_rate_idx on public.turns ((rate ->> 'provider'), (rate ->> 'model'))
  where status = 'running' and rate is not null;

create function private.keep_receipt() returns trigger
language plpgsql set search_path = '' as $$
begin
  if old.receipt is not null and new.receipt is distinct from old.receipt then
    raise exception 'receipt_written';
  end if;
  return new;
end
$$;
revoke all on function private.keep_receipt() from public, anon, authenticated, service_role;

create trigger keep_receipt before update of receipt on public.turns
  for each row execute function private.keep_receipt();
