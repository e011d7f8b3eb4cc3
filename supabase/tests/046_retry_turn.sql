-- A retry: the old message, a new reply in the old one's place.
begin;
set local search_path = public, extensions;
select plan(24);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp table place as select tests.say(id, 'First', 'Answer') as id from ada;
create temp table failed as select tests.begin_turn((select id from ada), 'Second', (select id from place)) as b;
select tests.append((select (b ->> 'turn')::uuid from failed), 0, 'Hm', 'thinking');
select tests.append((select (b ->> 'turn')::uuid from failed), 1, 'Half');
select is(
  tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from failed)), '{"status": "busy"}', 'a running turn cannot be retried'
);
select tests.finish((select (b ->> 'turn')::uuid from failed), 'failed');

create temp table again as select gen_random_uuid() as client, null::jsonb as b;
update again set b = tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from failed), client);
select is((select b ->> 'status' from again), 'new', 'one that failed can');
select isnt((select b ->> 'turn' from again), (select b ->> 'turn' from failed), 'it is a turn of its own');
select is(
  (select b -> 'user_message' from again), (select b -> 'user_message' from failed), 'to the same message'
);
select results_eq(
  $$select m.seq, m.role, m.kind, m.content, m.superseded_by = (select (b -> 'reply' ->> 'id')::uuid from again)
    from messages m where m.conversation = (select id from place) order by seq$$,
  $$values (1::bigint, 'user', 'chat', 'First', null), (2, 'assistant', 'chat', 'Answer', null), (3, 'user', 'chat', 'Second', null),
    (4, 'assistant', 'chat', 'Half', true), (5, 'assistant', 'thinking', 'Hm', true), (6, 'assistant', 'chat', '', null)$$,
  'the new reply takes the place of the old one and of its thinking'
);
select results_eq(
  'select message_count, next_seq, running from conversations where id = (select id from place)',
  $$values (4, 7::bigint, true)$$, 'the count of messages stays'
);
select results_eq(
  $$select (r ->> 'seq')::int from again, jsonb_array_elements(b -> 'window_rows') r$$, $$values (2), (1)$$,
  'its window ends before the message'
);
select is(
  tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from failed), (select client from again)) ->> 'status',
  'replayed', 'the same retry again is a replay'
);
select is(
  tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from again), (select client from again)),
  '{"status": "reused"}', 'the id is used up for another'
);
select is(
  tests.begin_turn((select id from ada), 'New', (select id from place), (select client from again)),
  '{"status": "reused"}', 'and for a message'
);
select tests.append((select (b ->> 'turn')::uuid from again), 0, 'Whole');
select tests.finish((select (b ->> 'turn')::uuid from again));

select throws_ok(
  format('select tests.retry_turn(%L, %L)', (select id from ada), (select b ->> 'turn' from failed)), 'P0001', 'not_found',
  'only the newest turn can be retried'
);
select throws_ok(
  format('select tests.retry_turn(%L, %L)', (select id from person where name = 'bob'), (select b ->> 'turn' from again)),
  'P0001', 'not_found', 'and only by its owner'
);
select throws_ok(
  format('select tests.retry_turn(%L, gen_random_uuid())', (select id from ada)), 'P0001', 'not_found', 'and only one that is there'
);
select throws_ok(
  $$select tests.retry_turn('00000000-0000-4000-8000-000000000000', gen_random_uuid())$$, 'P0001', 'unauthenticated',
  'and only for an account that is there'
);
create temp table third as select tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from again)) as b;
select is((select b ->> 'status' from third), 'new', 'a complete reply can be written again, too');
select tests.append((select (b ->> 'turn')::uuid from third), 0, 'Better');
select tests.finish((select (b ->> 'turn')::uuid from third), 'stopped');
select is(
  (select superseded_by from messages m, again where m.id = (again.b -> 'reply' ->> 'id')::uuid),
  (select (b -> 'reply' ->> 'id')::uuid from third), 'each reply is replaced by the next'
);
select is(
  (select superseded_by from messages m, failed where m.id = (failed.b -> 'reply' ->> 'id')::uuid),
  (select (b -> 'reply' ->> 'id')::uuid from again), 'and stays so'
);
select is(
  tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from third)) ->> 'status', 'new', 'so can a stopped one'
);
update turns set lease_until = '-infinity' where status = 'running';
select is(
  tests.retry_turn((select id from ada), tests.newest_turn((select id from place))) ->> 'status', 'new', 'and one whose server is gone'
);
select is(
  (select count(*)::int from messages where conversation = (select id from place) and kind = 'chat' and superseded_by is null),
  (select message_count from conversations where id = (select id from place)), 'the count is still that of the rows'
);
select is((select total_tokens from conversations where id = (select id from place)), 520::bigint, 'every call is counted');
select is((select count(*)::int from usage), 4, 'and has its row');
select is(
  (select turns from limits where key = 'turns:user:' || (select id from ada) order by window_start desc limit 1) > 0, true, 'every retry is charged'
);
select is(
  (select count(distinct seq) = count(*) from messages where conversation = (select id from place)), true, 'no seq is there twice'
);

select * from finish();
rollback;
