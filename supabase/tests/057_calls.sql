-- Calls beside the chat are charged to visible lines; prices and titles.
begin;
set local search_path = public, extensions;
select plan(32);
select tests.set_clock('2030-05-01 12:00:00Z');

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp table place as select tests.say((select id from ada), 'One', 'Un') as id;
grant select on place to authenticated;
create function pg_temp.call(p_kind text, p_usage jsonb default '{}', p_free boolean default false) returns void language sql as $$
  select record_call((select id from ada), (select id from place), p_kind, tests.usage() || p_usage, 'stop',
    tests.newest_turn((select id from place)), p_free)
$$;
create function pg_temp.today() returns bigint language sql as $$
  select tokens from limits where key = 'tokens:user:' || (select id from ada)
$$;

select is(pg_temp.today(), 130::bigint, 'a turn has used 130 tokens');
select pg_temp.call('summary');
select is(pg_temp.today(), 260::bigint, 'a summary is charged to the day');
select is(
  (select total_tokens from conversations where id = (select id from place)), 260::bigint, 'and to its conversation'
);
select is(
  (select count(*)::int from usage where kind = 'summary' and turn = tests.newest_turn((select id from place))), 1,
  'in a row of its own, with the turn that it followed'
);
select pg_temp.call('title', p_free => true);
select is(pg_temp.today(), 260::bigint, 'what costs the operator nothing is not charged to the day');
select is(
  (select total_tokens from conversations where id = (select id from place)), 390::bigint, 'though it is counted'
);
select throws_ok($$select pg_temp.call('fun')$$, '23514', null, 'a call is for something');
select lives_ok(
  $$select record_call((select id from ada), gen_random_uuid(), 'lab', tests.usage(), 'stop')$$, 'a call for a conversation that is gone'
);
select is((select count(*)::int from usage where conversation is null), 1, 'is charged to its owner all the same');
select lives_ok(
  $$select record_call((select id from person where name = 'bob'), (select id from place), 'lab', tests.usage(), 'stop')$$,
  'a call in somebody''s name'
);
select is(
  (select total_tokens from conversations where id = (select id from place)), 390::bigint, 'is never charged to somebody else''s conversation'
);
select throws_ok(
  $$select record_call(gen_random_uuid(), null, 'lab', tests.usage(), 'stop')$$, 'P0001', 'not_found', 'nor to nobody'
);

-- Prices.
select is((select cost from usage where kind = 'summary'), null, 'a price that is not known is none');
select pg_temp.call('lab', '{"model": "openai/gpt-oss-120b", "prompt_tokens": 2000000, "cached_tokens": 1000000, "completion_tokens": 1000000}', true);
select results_eq(
  $$select cost, priced_as_of from usage where model = 'openai/gpt-oss-120b'$$,
  $$values (0.15 + 0.075 + 0.60, '2026-11-01'::date)$$, 'a known one is taken, cached tokens at theirs, with its date'
);
select pg_temp.call('extraction', '{"provider": "offline"}', true);
select results_eq(
  $$select cost, priced_as_of from usage where provider = 'offline'$$, $$values (0::numeric, '2030-05-01'::date)$$,
  'what runs here costs nothing'
);

-- The account.
select tests.act_as((select id from ada));
create temp table account as select conversation_account((select id from place)) as a;
select tests.act_as_owner();
select is(
  (select jsonb_agg(k -> 'kind') from account, jsonb_array_elements(a -> 'spent') k),
  '["chat", "extraction", "lab", "summary", "title"]', 'what was spent stands under what it was spent for'
);
select is(
  (select k - 'kind' from account, jsonb_array_elements(a -> 'spent') k where k ->> 'kind' = 'lab'),
  '{"calls": 1, "tokens": 3000000, "cost": 0.825, "as_of": "2026-11-01"}', 'in calls, tokens and money'
);
select is(
  (select k -> 'cost' from account, jsonb_array_elements(a -> 'spent') k where k ->> 'kind' = 'chat'), 'null',
  'no sum is made of prices that are not known'
);
select is((select a - 'spent' from account), '{"saved": 0, "versions": 0}', 'beside what was saved');
select is(
  tests.outcome('authenticated', (select id from person where name = 'bob'),
    format('select 1 where conversation_account(%L) is null', (select id from place))), '1 rows', 'it is nobody else''s to read'
);

-- Titles.
create function pg_temp.title(p_expected text, p_title text, p_owner uuid default null) returns boolean language sql as $$
  select set_auto_title(coalesce(p_owner, (select id from ada)), (select id from place), p_expected, p_title)
$$;
select is(pg_temp.title('Another', 'Numbers'), false, 'a title is set over the one that was seen');
select is(pg_temp.title('One', E' Numbers\nin French '), true, 'then it is');
select is((select title || '/' || title_source from conversations where id = (select id from place)), 'Numbers in French/auto', 'on one line, and still nobody''s');
select is(pg_temp.title('Numbers in French', 'Mine', (select id from person where name = 'bob')), false, 'never somebody else''s');
select tests.act_as((select id from ada));
select rename_conversation((select id from place), 'Numbers in French');
select tests.act_as_owner();
select is(pg_temp.title('Numbers in French', 'Again'), false, 'nor one that a user has set');
select is((select title from conversations where id = (select id from place)), 'Numbers in French', 'which stays');
select throws_ok(
  $$update conversations set title_source = 'auto'; select pg_temp.title('Numbers in French', ' ')$$, '23514', null, 'nor blank'
);

create function pg_temp.charge(p_limits jsonb) returns jsonb language sql as $$
  select charge_call((select id from ada), tests.limits(p_limits))
$$;
select is(pg_temp.charge('{"free": true}'), '{"status": "charged"}', 'a call of a user''s is charged as a turn is');
select is(pg_temp.charge('{"per_user": 1}') ->> 'limited_by', 'user', 'and refused as one');
select is(pg_temp.charge(jsonb_build_object('tokens_a_day', pg_temp.today() - 1)) ->> 'limited_by', 'tokens', 'also when the day is used up');
select is(
  (select sum(turns)::int from limits where key = 'turns:user:' || (select id from ada)
    and window_start = '2030-05-01 12:00:00Z'), 2, 'what is refused is not charged'
);
select throws_ok($$select charge_call(gen_random_uuid(), tests.limits())$$, 'unauthenticated', 'an owner that is not there has nothing to charge');

select * from finish();
rollback;
