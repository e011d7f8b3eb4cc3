-- Plans that are limited by tokens a minute: what a call takes is reserved before it is made.
begin;
set local search_path = public, extensions;
select plan(27);
select tests.set_clock('2030-05-01 12:00:00Z');

create temp table ada as select tests.make_user() as id;
create function pg_temp.rate(p_changes jsonb default '{}') returns jsonb language sql as $$
  select '{"provider": "groq", "model": "m", "fixed": 1000, "reserve": 1000, "least_reserve": 500, "ratio": 1, "limit": 8000}'::jsonb
    || p_changes
$$;
create function pg_temp.begin(p_changes jsonb default '{}', p_conversation uuid default null) returns jsonb language sql as $$
  select tests.begin_turn((select id from ada), p_conversation => p_conversation, p_rate => pg_temp.rate(p_changes))
$$;
create function pg_temp.report(p_remaining int, p_reset int, p_age int default 0) returns jsonb language sql as $$
  select jsonb_build_object('provider', 'groq', 'model', 'm', 'limit', 8000, 'remaining', p_remaining, 'reset_ms', p_reset,
    'age_ms', p_age)
$$;
create function pg_temp.left_over() returns jsonb language sql as $$
  select jsonb_build_object('remaining', remaining, 'reset_ms', extract(epoch from reset_at - private.clock())::numeric(12, 3) * 1000)
  from token_rates where model = 'm'
$$;
create function pg_temp.choice(p_begun jsonb) returns jsonb language sql as $$
  select (p_begun -> 'rate') - 'provider' - 'model'
$$;
create temp table turn (name text primary key, b jsonb);

select is(pg_temp.begin('{"limit": null}') -> 'rate', 'null', 'where nobody knows a limit nothing is reserved');
insert into turn select 'first', pg_temp.begin();
select is(
  pg_temp.choice((select b from turn where name = 'first')),
  '{"choice": "ok", "granted": 2000, "limit": 8000, "left": 8000}', 'a call that fits gets what it needs'
);
select is(
  pg_temp.choice(pg_temp.begin('{"fixed": 5000}')),
  '{"choice": "ok", "granted": 6000, "limit": 8000, "left": 6000}', 'what runs is taken off'
);
select is(
  pg_temp.begin(), '{"status": "wait", "wait_ms": 60000, "limit": 8000, "left": 0}', 'then it has to wait for the next minute'
);
select is((select count(*)::int from turns where status = 'running'), 3, 'and nothing of it is stored');
select is((select turns from limits where key = 'turns:all'), 3, 'nor charged');
select is(pg_temp.begin('{"model": "other"}') ->> 'status', 'new', 'each model has a plan of its own');
select tests.finish(t.id, p_usage => null) from turns t where t.status = 'running' and t.rate ->> 'granted' = '6000';

-- Shorter replies, less of the window.
select is(
  pg_temp.choice(pg_temp.begin('{"fixed": 5200}')),
  '{"choice": "shorter_reply", "granted": 6000, "limit": 8000, "left": 6000}', 'a reply may be cut to half of its reserve'
);
select tests.finish(t.id, p_usage => null) from turns t where t.status = 'running' and t.rate ->> 'granted' = '6000';
-- Three turns of 1,200 tokens each.
create function pg_temp.long_one() returns uuid language plpgsql as $$
declare
  v_id constant uuid := tests.say((select id from ada));
begin
  perform tests.say((select id from ada), p_conversation => v_id);
  perform tests.say((select id from ada), p_conversation => v_id);
  update messages set token_count = 600 where conversation = v_id;
  return v_id;
end
$$;
select is(
  pg_temp.choice(pg_temp.begin('{"fixed": 2200}', pg_temp.long_one())),
  '{"choice": "trimmed", "granted": 6000, "limit": 8000, "left": 6000}', 'or the window, down to its two newest turns'
);
select tests.finish(t.id, p_usage => null) from turns t where t.status = 'running' and t.rate ->> 'granted' = '6000';
select is(
  pg_temp.begin('{"fixed": 2700}', pg_temp.long_one()) ->> 'status', 'wait', 'rather than further it waits'
);
select is(
  pg_temp.begin('{"fixed": 1000, "ratio": 1.5}', pg_temp.long_one()) -> 'rate' ->> 'choice', 'trimmed',
  'the window is taken as the provider counts it'
);
select tests.finish(t.id, p_usage => null) from turns t where t.status = 'running' and t.rate ->> 'granted' = '6000';
select is(
  pg_temp.begin('{"fixed": 7501}'), '{"status": "over_limit", "limit": 8000, "need": 8001}',
  'what would never fit is said to be too much'
);
select is(
  pg_temp.begin('{"fixed": 7000}') ->> 'status', 'wait', 'what fits an untouched plan is not'
);

-- What the provider says counts.
select tests.finish((select (b ->> 'turn')::uuid from turn where name = 'first'), p_rate => pg_temp.report(3500, 12000, 2000));
select is(pg_temp.left_over(), '{"remaining": 3500, "reset_ms": 10025.000}', 'headers say what is left, and until when');
select is(
  pg_temp.begin('{"fixed": 4000}'), '{"status": "wait", "wait_ms": 10025, "limit": 8000, "left": 3500}',
  'the wait is what they said, less the time since'
);
insert into turn select 'second', pg_temp.begin();
select tests.finish((select (b ->> 'turn')::uuid from turn where name = 'second'), p_rate => pg_temp.report(7000, 9000, 60000));
select is(pg_temp.left_over(), '{"remaining": 3500, "reset_ms": 10025.000}', 'older headers tell nothing new');
insert into turn select 'third', pg_temp.begin();
select tests.finish((select (b ->> 'turn')::uuid from turn where name = 'third'));
select is(pg_temp.left_over() -> 'remaining', '3370', 'without headers the real usage is taken off, and what was reserved is free');

select tests.set_clock('2030-05-01 12:00:10.1Z');
select is(
  pg_temp.choice(pg_temp.begin('{"fixed": 6500}')),
  '{"choice": "ok", "granted": 7500, "limit": 8000, "left": 8000}', 'after the reset all of it is there again'
);
select is(pg_temp.left_over(), '{"remaining": 8000, "reset_ms": 12000.000}', 'for as long as the provider''s longest wait');
-- A crash: nobody finishes the turn.
update turns set lease_until = '-infinity' where status = 'running';
select is(pg_temp.begin('{"fixed": 4000}') ->> 'status', 'wait', 'a turn that died holds what it has reserved');
select interrupt_expired();
select is(pg_temp.begin('{"fixed": 4000}') ->> 'status', 'new', 'until it is found');
select tests.finish(t.id, p_usage => null, p_rate => pg_temp.report(0, 500, 600)) from turns t where t.status = 'running';
select is(pg_temp.left_over(), '{"remaining": 8000, "reset_ms": null}', 'headers from before a reset say that there was one');

-- A limit that only the provider has told.
select is(
  pg_temp.begin('{"limit": null, "fixed": 7000}') -> 'rate' ->> 'limit', '8000', 'what the provider said holds without a limit of ours'
);
select tests.finish(t.id, p_usage => null) from turns t where t.status = 'running';
select is(
  pg_temp.begin('{"limit": 4000}') -> 'rate' ->> 'left', '4000', 'and the smaller of the two'
);

-- A retry, and calls beside the chat.
create temp table said as select tests.say((select id from ada)) as id;
select is(
  tests.retry_turn((select id from ada), tests.newest_turn((select id from said)), p_rate => pg_temp.rate('{"fixed": 6500}')) ->> 'status',
  'wait', 'a retry reserves like any other turn'
);
select record_call((select id from ada), (select id from said), 'summary', tests.usage() || '{"model": "m"}', 'stop',
  p_rate => pg_temp.report(1234, 1000));
select is(pg_temp.left_over() -> 'remaining', '1234', 'the headers of every call count');
select is_empty(
  $$select column_name from information_schema.columns where table_schema = 'public'
    and table_name in ('token_rates', 'model_calibration', 'prices') and column_name ~ 'owner|user|conversation|turn'$$,
  'none of it names anybody'
);

select * from finish();
rollback;
