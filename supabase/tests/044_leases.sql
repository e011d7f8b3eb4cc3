-- A turn whose server is gone ends as interrupted, with the text that was stored.
begin;
set local search_path = public, extensions;
select plan(23);
select tests.set_clock('2030-05-01 12:00:00Z');

create temp table person as select tests.make_user() as id;
create temp table a as select tests.begin_turn(id, p_client => '00000000-0000-4000-8000-00000000000a') as b from person;
create temp table other as select tests.begin_turn(id) as b from person;
create temp view turn as select t.* from turns t, a where t.id = (a.b ->> 'turn')::uuid;
create temp view place as select c.* from conversations c, a where c.id = (a.b -> 'conversation' ->> 'id')::uuid;
create temp view reply as select m.* from messages m, a where m.id = (a.b -> 'reply' ->> 'id')::uuid;

select tests.append((select id from turn), 0, 'Hm.', 'thinking');
select tests.append((select id from turn), 1, 'The first half');

select tests.set_clock('2030-05-01 12:00:15Z');
select is(jsonb_array_length(interrupt_expired()), 0, 'a lease lasts as long as it says');
select tests.set_clock('2030-05-01 12:00:15.001Z');
select is(
  interrupt_expired((select id from place)),
  (select jsonb_build_array(jsonb_build_object('turn', turn.id, 'conversation', turn.conversation)) from turn),
  'and no longer; what was ended is named'
);
select results_eq(
  'select status, fence, finished_at, error from turn',
  $$values ('interrupted', 2::bigint, '2030-05-01 12:00:15.001Z'::timestamptz, null::jsonb)$$,
  'the turn is interrupted, under the next fence'
);
select results_eq(
  'select content, status, revision, metadata from reply', $$values ('The first half', 'interrupted', 2::bigint, '{}'::jsonb)$$,
  'the reply keeps what was stored'
);
select results_eq(
  'select token_count > 0, token_family from reply', $$values (true, 'unknown')$$, 'its tokens are an estimate, and say so'
);
select is(
  (select content from messages m, turn where m.turn = turn.id and m.kind = 'thinking'), 'Hm.', 'so does its thinking'
);
select is_empty($$select 1 from turn_chunks where turn = (select id from turn)$$, 'the pieces are gone');
select results_eq(
  'select running, revision, updated_at, message_count from place',
  $$values (false, 2::bigint, '2030-05-01 12:00:00Z'::timestamptz, 2)$$,
  'the conversation is free, and keeps its place in the list'
);
select is(
  (select status from turns t, other where t.id = (other.b ->> 'turn')::uuid), 'running',
  'other conversations are left alone when one is named'
);
select results_eq(
  $$select revision, status from messages where seq = 1 and conversation = (select id from place)$$,
  $$values (1::bigint, 'complete')$$, 'and other messages always'
);
select is(jsonb_array_length(interrupt_expired()), 1, 'the sweep ends what is left');
select is(jsonb_array_length(interrupt_expired()), 0, 'once');
select throws_ok(
  format('select tests.finish(%L)', (select id from turn)), 'P0001', 'lease_lost', 'the old holder cannot end it any more'
);
select is(tests.append((select id from turn), 2, ' of it'), '{"alive": {}}', 'nor add to it');
select is(
  (select tokens from limits where key like 'tokens:user:%'), 16000::bigint, 'what was reserved stays charged: nobody knows what was used'
);

-- The next message finds out by itself.
create temp table again as select tests.begin_turn((select id from person), 'Next', (select id from place)) as b;
select is((select b ->> 'status' from again), 'new', 'the conversation goes on');
select is(
  tests.begin_turn((select id from person), 'Too soon', (select id from place)) ->> 'status', 'busy', 'while a lease holds, it is busy'
);
select tests.set_clock('2030-05-01 12:01:00Z');
select is(
  tests.begin_turn((select id from person), 'Later', (select id from place)) ->> 'status', 'new', 'when it has run out, it is not'
);
select is(
  (select status from turns t, again where t.id = (again.b ->> 'turn')::uuid), 'interrupted', 'and the dead turn has ended'
);
select is(
  (select content from messages m, again where m.id = (again.b -> 'reply' ->> 'id')::uuid), '', 'a reply of which nothing was stored stays empty'
);
select results_eq(
  $$select token_count, token_family from messages m, again where m.id = (again.b -> 'reply' ->> 'id')::uuid$$,
  $$values (0, 'llama')$$, 'and costs nothing'
);

-- A repetition finds out as well.
update turns set lease_until = '2030-05-01 13:00:00Z' where status = 'running';
create temp table client as select gen_random_uuid() as id;
select tests.begin_turn((select id from person), p_client => (select id from client));
select tests.set_clock('2030-05-01 14:00:00Z');
select is(
  tests.begin_turn((select id from person), p_client => (select id from client)) -> 'reply' ->> 'status', 'interrupted',
  'a replay of a dead turn says that it is dead'
);
select is(
  tests.begin_turn((select id from person), p_client => '00000000-0000-4000-8000-00000000000a') -> 'reply' ->> 'status',
  'interrupted', 'and keeps saying so'
);

select * from finish();
rollback;
