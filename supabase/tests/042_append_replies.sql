-- Storing what running turns say: under their fences, once, with the lease renewed.
begin;
set local search_path = public, extensions;
select plan(22);
select tests.set_clock('2030-05-01 12:00:00Z');

create temp table person as select tests.make_user() as id;
create temp table a as select (tests.begin_turn(id) ->> 'turn')::uuid as turn from person;
create temp table b as select (tests.begin_turn(id) ->> 'turn')::uuid as turn from person;
create temp view told as
  select payload ->> 'text' as text, (payload ->> 'offset')::int as utf16_offset, payload ->> 'turnId' as turn
  from realtime.messages where event = 'delta';

select is(
  (select append_replies(20, jsonb_build_array(
    jsonb_build_object('turn', a.turn, 'fence', 1, 'n', 0, 'kind', 'thinking', 'offset', 0, 'text', 'Hm'),
    jsonb_build_object('turn', a.turn, 'fence', 1, 'n', 1, 'kind', 'delta', 'offset', 0, 'text', 'One', 'tokens', 5),
    jsonb_build_object('turn', b.turn, 'fence', 1),
    jsonb_build_object('turn', gen_random_uuid(), 'fence', 1, 'n', 0, 'kind', 'delta', 'offset', 0, 'text', 'Nobody')
  )) from a, b),
  (select jsonb_build_object('alive', jsonb_build_object(a.turn, false, b.turn, false)) from a, b),
  'those that are alive are named'
);
select results_eq(
  $$select n, kind, utf16_offset, text from turn_chunks order by n$$,
  $$values (0, 'thinking', 0, 'Hm'), (1, 'delta', 0, 'One')$$,
  'their pieces are stored, and nobody else''s'
);
select set_eq(
  $$select lease_until from turns$$, array['2030-05-01 12:00:20Z'::timestamptz], 'both leases are renewed, by the given seconds'
);
select results_eq('select text, utf16_offset from told', $$values ('One', 0)$$, 'the channel is told, but not of thinking');

select is(
  (select (payload ->> 'tokens')::int from realtime.messages where event = 'delta'), 5, 'with the count of the reply so far'
);

select tests.append((select turn from a), 1, 'Other');
select is((select text from turn_chunks where n = 1), 'One', 'a number that was stored stays as it was');
select is(
  tests.append((select turn from a), 2, 'Forged', p_fence => 2), '{"alive": {}}', 'under another fence a turn is lost'
);
select is((select count(*)::int from turn_chunks), 2, 'and nothing is stored');

-- Twice a second.
select tests.set_clock('2030-05-01 12:00:00.25Z');
select tests.append((select turn from a), 2, ' two', p_offset => 3);
select is((select count(*)::int from told), 1, 'within half a second nothing more is told');
select tests.set_clock('2030-05-01 12:00:00.5Z');
select tests.append((select turn from a), 3, ' three', p_offset => 7);
select results_eq(
  'select text, utf16_offset from told order by 2', $$values ('One', 0), (' two three', 3)$$,
  'then everything since, as one piece with its offset'
);
select tests.set_clock('2030-05-01 12:00:00.75Z');
select tests.append((select turn from a), 4, '!', p_offset => 13);
select tests.set_clock('2030-05-01 12:00:01Z');
select append_replies(15, jsonb_build_array(jsonb_build_object('turn', turn, 'fence', 1))) from a;
select is((select text from told where utf16_offset = 13), '!', 'what was held back goes out with the next renewal');
select append_replies(15, jsonb_build_array(jsonb_build_object('turn', turn, 'fence', 1))) from a;
select is((select count(*)::int from told), 3, 'and once');

select is(append_replies(15, '[]'), '{"alive": {}}', 'an empty batch is nothing');
select throws_ok(
  format('select tests.append(%L, -1, %L)', (select turn from a), 'x'), '23514', null, 'a number below zero is refused'
);

-- A lease that has run out but was not taken away is still held.
select tests.set_clock('2030-05-01 13:00:00Z');
select is(
  tests.append((select turn from a), 5, ' four', p_offset => 14),
  jsonb_build_object('alive', jsonb_build_object((select turn from a), false)), 'a late server keeps what nobody has taken'
);
update turns set stop_requested = true where id = (select turn from a);
select is(
  tests.append((select turn from a), 6, '.', p_offset => 19),
  jsonb_build_object('alive', jsonb_build_object((select turn from a), true)), 'a stop is learned from the answer'
);
select interrupt_expired();
select is(
  tests.append((select turn from b), 0, 'Late'), '{"alive": {}}', 'what was taken away is lost'
);
select is_empty($$select 1 from turn_chunks where turn = (select turn from b)$$, 'and takes nothing more');
select tests.finish((select turn from a));
select is(tests.append((select turn from a), 7, 'Late'), '{"alive": {}}', 'an ended turn is lost as well');

-- Neither a missing nor a broken channel loses anything.
create temp table c as select (tests.begin_turn(id) ->> 'turn')::uuid as turn from person;
alter function realtime.send(jsonb, text, text, boolean) rename to gone;
select lives_ok(
  format('select tests.append(%L, 0, %L)', (select turn from c), 'Stored'), 'without a working channel pieces are stored'
);
select is((select text from turn_chunks where turn = (select turn from c)), 'Stored', 'all of them');
select lives_ok(format('select tests.finish(%L)', (select turn from c)), 'and the turn ends');

select * from finish();
rollback;
