-- Calls beside the chat hold what they take of a plan that is limited by tokens a minute.
begin;
set local search_path = public, extensions;
select plan(15);
select tests.set_clock('2030-05-01 12:00:00Z');

create temp table ada as select tests.make_user() as id;
create function pg_temp.begin(p_fixed int) returns jsonb language sql as $$
  select tests.begin_turn((select id from ada), p_rate => jsonb_build_object(
    'provider', 'groq', 'model', 'm', 'fixed', p_fixed, 'reserve', 1000, 'least_reserve', 500, 'ratio', 1, 'limit', null
  ))
$$;
create function pg_temp.report(p_remaining int, p_reset int) returns jsonb language sql as $$
  select jsonb_build_object('provider', 'groq', 'model', 'm', 'limit', 8000, 'remaining', p_remaining, 'reset_ms', p_reset,
    'age_ms', 0)
$$;
create temp table held (name text primary key, answer jsonb);

select is(hold_rate('groq', 'm', 3000, 0, 60), '{"status": "unlimited"}', 'where nobody knows a limit nothing is held');
select is((select count(*)::int from rate_holds), 0, 'nor stored');

insert into token_rates (provider, model, tokens_limit, remaining) values ('groq', 'm', 8000, 8000);
insert into held select 'first', hold_rate('groq', 'm', 3000, 3000, 60);
select is((select answer ->> 'status' from held where name = 'first'), 'held', 'what fits is held, with as much to spare');
select is(
  pg_temp.begin(6000), '{"status": "wait", "wait_ms": 60000, "limit": 8000, "left": 5000}', 'a turn does without what is held'
);
select is(
  (pg_temp.begin(3000) -> 'rate') - 'provider' - 'model',
  '{"choice": "ok", "granted": 4000, "limit": 8000, "left": 5000}', 'and has the rest'
);
select is(
  hold_rate('groq', 'm', 1000, 1000, 60), '{"status": "wait", "wait_ms": 60000, "limit": 8000, "left": 1000}',
  'what would leave too little is not held'
);
select is(
  hold_rate('groq', 'm', 5000, 5000, 60), '{"status": "over_limit", "limit": 8000, "need": 10000}',
  'nor what the plan never has room for'
);
select is((select count(*)::int from rate_holds), 1, 'neither is stored');
select is(hold_rate('groq', 'other', 1, 1, 60), '{"status": "unlimited"}', 'each model has a plan of its own');

-- The end of a call.
select release_rate((select (answer ->> 'hold')::uuid from held where name = 'first'), pg_temp.report(4500, 30000));
select is((select count(*)::int from rate_holds), 0, 'a call that has ended holds nothing');
select is((select remaining from token_rates where model = 'm'), 4500::bigint, 'what its headers said is what is left');
select lives_ok(
  $$select release_rate((select (answer ->> 'hold')::uuid from held where name = 'first'))$$, 'ending it again changes nothing'
);
select tests.finish(t.id, p_usage => null) from turns t where t.status = 'running';
insert into held select 'second', hold_rate('groq', 'm', 400, 0, 60);
select release_rate((select (answer ->> 'hold')::uuid from held where name = 'second'));
select is(
  (select remaining from token_rates where model = 'm') <= 4100, true, 'where they said nothing all of it was used'
);

-- A process that died.
insert into held select 'dead', hold_rate('groq', 'm', 50, 0, 10);
select tests.set_clock('2030-05-01 12:00:11Z');
insert into held select 'next', hold_rate('groq', 'm', 10, 0, 10);
select is((select answer ->> 'status' from held where name = 'next'), 'held', 'a hold ends by itself');
select is((select array_agg(granted) from rate_holds), array[10::bigint], 'and is swept up by the next one');
select * from finish();
rollback;
