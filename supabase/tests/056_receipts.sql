-- Receipts: written once, kept with their turn, and read by whose they are.
begin;
set local search_path = public, extensions;
select plan(25);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create function pg_temp.receipt(p_total int default 100) returns jsonb language sql as $$
  select jsonb_build_object(
    'format', 1, 'total', p_total, 'verbatim', '[[3, 4]]'::jsonb, 'pinned', '[[1, 1]]'::jsonb, 'compressed', '[]'::jsonb,
    'muted', '[]'::jsonb, 'leftOut', '[{"reason": "older", "ranges": [[2, 2]], "messages": 1}]'::jsonb,
    'summarised', '{"version": 1, "range": [1, 2], "messages": 2, "tokens": 12, "replaces": 60}'::jsonb
  )
$$;
create temp table place as select tests.say((select id from ada), 'One', 'Un') as id;
select tests.say((select id from ada), 'Two', 'Deux', (select id from place));
create temp table third as select tests.begin_turn((select id from ada), 'Three', (select id from place)) as b;
create temp view turn as select t.* from turns t where t.id = (select (b ->> 'turn')::uuid from third);
create function pg_temp.append(p_n int, p_receipt jsonb, p_fence int default 1) returns jsonb language sql as $$
  select append_replies(15, jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
    'turn', (select id from turn), 'fence', p_fence, 'n', p_n, 'kind', 'delta', 'offset', p_n, 'text', 'x', 'receipt', p_receipt
  ))))
$$;

select is((select receipt from turn), null, 'a turn begins without a receipt');
select pg_temp.append(null, pg_temp.receipt(7), 9);
select is((select receipt from turn), null, 'it takes none under another fence');
select pg_temp.append(0, pg_temp.receipt());
select is((select receipt from turn), pg_temp.receipt(), 'the first words bring it');
select pg_temp.append(1, pg_temp.receipt(8));
select is((select receipt ->> 'total' from turn), '100', 'a second one is passed over');
select is((select count(*)::int from turn_chunks), 2, 'not so the words with it');
select throws_ok(
  $$update turns set receipt = '{}' where id = (select id from turn)$$, 'P0001', 'receipt_written', 'nobody changes it'
);
select throws_ok(
  $$update turns set receipt = null where id = (select id from turn)$$, 'P0001', 'receipt_written', 'or takes it away'
);
select tests.finish((select id from turn), p_context => jsonb_build_object(
  'receipt', pg_temp.receipt(9), 'glance', '{"tokens": 100}'::jsonb, 'window_from', 3
));
select is((select receipt ->> 'total' from turn), '100', 'neither does the end');
select is(
  (select metadata -> 'receipt' from messages where id = (select reply from turn)), '{"tokens": 100}', 'the reply says it at a glance'
);
select is(
  (select window_from from conversations where id = (select id from place)), 3::bigint, 'and the conversation where its window began'
);
select is(
  (select saved_tokens from conversations where id = (select id from place)), 48::bigint, 'and what its summary has saved'
);

-- Without words.
create temp table silent as select tests.begin_turn((select id from ada), 'Four', (select id from place)) as b;
select tests.finish((select (b ->> 'turn')::uuid from silent), 'failed', p_usage => null, p_context => jsonb_build_object(
  'receipt', pg_temp.receipt(5), 'glance', null, 'window_from', 3
));
select is(
  (select receipt ->> 'total' from turns where id = (select (b ->> 'turn')::uuid from silent)), '5', 'a reply without words has one from its end'
);
create temp table unsent as select tests.begin_turn((select id from ada), 'Five', (select id from place)) as b;
select tests.finish((select (b ->> 'turn')::uuid from unsent), 'failed', p_usage => null);
select is(
  (select receipt from turns where id = (select (b ->> 'turn')::uuid from unsent)), null, 'what was never sent has none'
);
select is(
  (select window_from from conversations where id = (select id from place)), 3::bigint, 'and moves no window'
);

-- Read by its owner.
create function pg_temp.read(p_turn uuid) returns jsonb language plpgsql as $$
declare
  v_read jsonb;
begin
  perform tests.act_as((select id from person where name = 'ada'));
  v_read := turn_receipt(p_turn);
  perform tests.act_as_owner();
  return v_read;
end
$$;
grant select on person, third to authenticated;
create temp table said as select pg_temp.read((select (b ->> 'turn')::uuid from third)) as r;
select is((select r -> 'receipt' from said), pg_temp.receipt(), 'its owner reads the receipt');
select is((select (r -> 'reply') - 'created_at' from said),
  '{"seq": 6, "tokens": 20, "status": "complete", "thinking_tokens": 0}', 'with what came of it');
select is((select r -> 'usage' ->> 'promptTokens' from said), '100', 'what it took');
select is((select r ->> 'latency_ms' from said), '900', 'and how long');
select is((select r ->> 'finish_reason' from said), 'stop', 'and why it ended');
select is((select r -> 'deleted' from said), '[]', 'everything that it names is there');
delete from messages where conversation = (select id from place) and seq = 4;
select is(pg_temp.read((select (b ->> 'turn')::uuid from third)) -> 'deleted', '[[3, 4]]', 'until something is deleted, here a turn');
select is(pg_temp.read((select (b ->> 'turn')::uuid from third)) -> 'receipt', pg_temp.receipt(), 'which the receipt outlives');
select is(pg_temp.read((select (b ->> 'turn')::uuid from unsent)) -> 'receipt', 'null', 'a turn without one says so');
select is(
  tests.outcome('authenticated', (select id from person where name = 'bob'),
    format('select 1 where turn_receipt(%L) is null', (select b ->> 'turn' from third))), '1 rows', 'a stranger gets nothing'
);
select is(
  tests.outcome('authenticated', (select id from ada), $$update turns set receipt = '{}'$$), '42501', 'and nobody writes one'
);

select * from finish();
rollback;
