-- Windows above a floor, with what is pinned, muted and compressed.
begin;
set local search_path = public, extensions;
select plan(21);

create temp table ada as select tests.make_user() as id;
create temp table place as select tests.say((select id from ada), 'One', 'Un') as id;
select tests.say((select id from ada), 'Two', 'Deux', (select id from place));
select tests.say((select id from ada), 'Three', 'Trois', (select id from place));
select tests.say((select id from ada), 'Four', 'Quatre', (select id from place));
-- Messages count 10, replies 20.
create function pg_temp.window(p_budget int, p_floor bigint default 0, p_before bigint default null) returns jsonb language sql as $$
  select window_rows((select id from place), p_budget, true, p_before, p_floor)
$$;
create function pg_temp.seqs(p_rows jsonb) returns int[] language sql as $$
  select array(select (r ->> 'seq')::int from jsonb_array_elements(p_rows) r)
$$;

select is(pg_temp.seqs(pg_temp.window(1000, 4) -> 'rows'), array[8, 7, 6, 5], 'rows up to the floor are not in a window');
select is(pg_temp.window(1000, 4) -> 'older', 'null', 'nor left out: something else stands for them');
select is(
  pg_temp.window(30, 4) -> 'older', '{"messages": 2, "from": 5, "to": 6}', 'what is above the floor and does not fit is'
);
select is(pg_temp.seqs(pg_temp.window(1000, 0, 5) -> 'rows'), array[4, 3, 2, 1], 'a window may end earlier');
select is(pg_temp.window(30, 0, 5) -> 'older', '{"messages": 2, "from": 1, "to": 2}', 'and is counted from there');
select is(pg_temp.window(1000) -> 'muted', '{"messages": 0, "tokens": 0}', 'nothing is muted at first');
select is(pg_temp.window(1000) -> 'pinned', '[]', 'nor pinned');

select mark_messages((select id from ada), (select id from place), jsonb_build_array(
  jsonb_build_object('id', tests.message((select id from place), 2), 'pinned', true),
  jsonb_build_object('id', tests.message((select id from place), 7), 'pinned', true),
  jsonb_build_object('id', tests.message((select id from place), 3), 'muted', true),
  jsonb_build_object('id', tests.message((select id from place), 6), 'muted', true),
  jsonb_build_object('id', tests.message((select id from place), 8), 'compressed', true, 'gist', 'Qu…', 'gist_tokens', 5)
), 100);
select is(pg_temp.seqs(pg_temp.window(1000) -> 'pinned'), array[2, 7], 'what is pinned comes wherever it is, oldest first');
select is(pg_temp.seqs(pg_temp.window(1000, 4) -> 'pinned'), array[2, 7], 'below the floor too');
select is(pg_temp.seqs(pg_temp.window(1000, 0, 7) -> 'pinned'), array[2], 'but not after the end');
select is(
  pg_temp.window(0) -> 'pinned' -> 0 ->> 'content', 'Un', 'with its words, whatever the budget'
);
select is(
  window_rows((select id from place), 1000, false) -> 'pinned' -> 0 ->> 'content', 'Un', 'and whoever asks for numbers alone'
);
select is(pg_temp.window(1000) -> 'muted', '{"messages": 2, "tokens": 30}', 'what is muted is counted');
select is(
  (select r ->> 'content' from jsonb_array_elements(pg_temp.window(1000) -> 'rows') r where r ->> 'seq' = '6'), '',
  'and says nothing'
);
select is(
  pg_temp.seqs(pg_temp.window(25) -> 'rows'), array[8, 7, 6, 5], 'it takes nothing, and what is compressed what its gist takes'
);
select is(pg_temp.seqs(pg_temp.window(24) -> 'rows'), array[8, 7, 6], 'to the token');
select is(
  pg_temp.window(24) -> 'older', '{"messages": 3, "from": 1, "to": 5}', 'pinned and muted messages are not left out'
);
update messages set compressed = true, gist = 'F…', gist_tokens = 2 where id = tests.message((select id from place), 7);
select is(pg_temp.seqs(pg_temp.window(14) -> 'rows'), array[8], 'pinned means word for word, compressed or not');

-- A summary has counted what it stands for.
select tests.store_summary((select id from ada), (select id from place), 4);
select is(pg_temp.window(0, 4) -> 'older', '{"messages": 2, "from": 5, "to": 8}', 'the same with a summary up to the floor');
select is(pg_temp.window(0, 2) -> 'older', '{"messages": 3, "from": 4, "to": 8}', 'and with any other floor');

select is(
  (select jsonb_build_array(pg_temp.seqs(b -> 'window_rows'), pg_temp.seqs(b -> 'pinned_rows'), b -> 'older', b -> 'muted')
   from tests.begin_turn((select id from ada), 'Five', (select id from place), p_budget => 5, p_floor => 4) b),
  '[[8], [2, 7], {"messages": 1, "from": 5, "to": 5}, {"messages": 2, "tokens": 30}]', 'a turn gets the same by the same rule'
);

select * from finish();
rollback;
