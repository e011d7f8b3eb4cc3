-- Turns a minute for a user, an address and all together, and tokens a day for a user. What is refused is not charged.
begin;
set local search_path = public, extensions;
select plan(25);
select tests.set_clock('2030-05-01 12:00:20Z');

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user() union all select 'eve', tests.make_user();
create function pg_temp.try(p_name text, p_limits jsonb, p_reserved int default 100) returns jsonb language sql as $$
  select case when b ->> 'status' = 'new' then '{"status": "new"}' else b end
  from tests.begin_turn((select id from person where name = p_name), p_limits => tests.limits(p_limits), p_reserved => p_reserved) b
$$;

select is(pg_temp.try('ada', '{"per_user": 2}'), '{"status": "new"}', 'a first turn passes');
select is(pg_temp.try('ada', '{"per_user": 2}'), '{"status": "new"}', 'and a second');
select is(
  pg_temp.try('ada', '{"per_user": 2}'), '{"status": "limited", "limited_by": "user", "retry_after_ms": 40000}',
  'a third in the same minute has to wait for the next'
);
select is(
  (select turns from limits where key = 'turns:user:' || (select id from person where name = 'ada')), 2, 'and is not charged'
);
select is(
  (select count(*)::int from messages where owner = (select id from person where name = 'ada')), 4, 'nor stored'
);
select is(pg_temp.try('bob', '{"per_user": 2}'), '{"status": "new"}', 'another user is not affected');
select tests.set_clock('2030-05-01 12:01:00Z');
select is(pg_temp.try('ada', '{"per_user": 2}'), '{"status": "new"}', 'the next minute is a new one');

select is(pg_temp.try('bob', '{"per_address": 2}'), '{"status": "new"}', 'an address is shared by its users');
select is(
  pg_temp.try('ada', '{"per_address": 2}') ->> 'limited_by', 'address', 'and limits them together'
);
select is(
  (select turns from limits where key = 'turns:user:' || (select id from person where name = 'ada')
    and window_start = '2030-05-01 12:01:00Z'), 1, 'a turn that its address refuses is not charged to the user'
);
select is(pg_temp.try('ada', '{"per_address": 2, "address_hash": "work"}'), '{"status": "new"}', 'another address is not affected');
select is(pg_temp.try('ada', '{"per_address": 0, "address_hash": null}'), '{"status": "new"}', 'an unknown address has no limit of its own');
select is(pg_temp.try('eve', '{"global": 4}') ->> 'limited_by', 'global', 'all together are limited too');
select is(pg_temp.try('eve', '{"global": 5}') ->> 'status', 'new', 'whoever they are');

-- Tokens a day.
select tests.set_clock('2030-05-01 23:59:59.5Z');
select is(pg_temp.try('eve', '{"tokens_a_day": 1000}', 600), '{"status": "new"}', 'a turn reserves what it may cost');
select is(
  pg_temp.try('eve', '{"tokens_a_day": 1000}', 600),
  '{"status": "limited", "limited_by": "tokens", "retry_after_ms": 500}', 'what is reserved counts until the day ends'
);
select is(pg_temp.try('eve', '{"tokens_a_day": 0, "free": true}', 600), '{"status": "new"}', 'free models are not counted');
select tests.finish((select t.id from turns t where t.owner = (select id from person where name = 'eve') and t.tokens_reserved = 600));
select is(
  (select tokens from limits where key = 'tokens:user:' || (select id from person where name = 'eve')
    and window_start = '2030-05-01'), 230::bigint, 'at the end what was used remains'
);
select is(pg_temp.try('eve', '{"tokens_a_day": 1000}', 770), '{"status": "new"}', 'and the rest can be used again');
select tests.finish((select t.id from turns t where t.owner = (select id from person where name = 'eve') and t.tokens_reserved = 770), 'failed', p_usage => null);
select is(
  (select tokens from limits where key = 'tokens:user:' || (select id from person where name = 'eve')
    and window_start = '2030-05-01'), 230::bigint, 'a call that cost nothing is given back whole'
);
select tests.set_clock('2030-05-02 00:00:00Z');
select is(pg_temp.try('eve', '{"tokens_a_day": 1000}', 1000), '{"status": "new"}', 'the next day is a new one');

-- Missing numbers.
select is(
  tests.begin_turn((select id from person where name = 'ada'), p_limits => '{}') ->> 'status', 'limited', 'a missing limit lets nothing through'
);
select is(
  tests.begin_turn((select id from person where name = 'ada'), p_limits => null) ->> 'status', 'limited', 'nor do missing limits'
);

select is(
  tests.retry_turn(
    (select id from person where name = 'eve'),
    (select id from turns where owner = (select id from person where name = 'eve') and status = 'failed'),
    p_limits => tests.limits('{"per_user": 1}')
  ) ->> 'limited_by', 'user', 'a retry is a turn like any other'
);

select tests.set_clock('2030-05-04 00:00:01Z');
select interrupt_expired();
select is_empty($$select 1 from limits where window_start < '2030-05-02'$$, 'old counters are thrown away by the sweep');

select * from finish();
rollback;
