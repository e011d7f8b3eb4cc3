-- The newest rows that fit a budget.
begin;
set local search_path = public, extensions;
select plan(23);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp table place (id uuid);
insert into place select tests.say((select id from ada), 'One', 'Un');
select tests.say((select id from ada), 'Two', 'Deux', (select id from place));
select tests.say((select id from ada), 'Three', 'Trois', (select id from place));
grant select on place to authenticated;

-- Messages count 10, replies 20.
create function pg_temp.seqs(p_budget int) returns int[] language sql as $$
  select array(select (r ->> 'seq')::int from jsonb_array_elements(window_rows((select id from place), p_budget) -> 'rows') r)
$$;
create function pg_temp.older(p_budget int) returns jsonb language sql as $$
  select window_rows((select id from place), p_budget) -> 'older'
$$;
select is(pg_temp.seqs(90), array[6, 5, 4, 3, 2, 1], 'everything that fits, newest first');
select is(pg_temp.older(90), 'null', 'nothing is left out then');
select is(pg_temp.seqs(89), array[6, 5, 4, 3, 2], 'the row that passes the budget is not in');
select is(pg_temp.older(89), '{"messages": 1, "from": 1, "to": 1}', 'what is left out is named');
select is(pg_temp.seqs(30), array[6, 5], 'a budget is used to its last token');
select is(pg_temp.older(30), '{"messages": 4, "from": 1, "to": 4}', 'from the first seq to the last');
select is(pg_temp.seqs(19), array[]::int[], 'no older row fills up what the newest leaves');
select is(pg_temp.older(19), '{"messages": 6, "from": 1, "to": 6}', 'all of it is left out then');
select is(pg_temp.seqs(0), array[]::int[], 'without a budget there is nothing');
select is(pg_temp.seqs(-5), array[]::int[], 'nor with less');

select is(
  (select array_agg(k order by k) from jsonb_object_keys(window_rows((select id from place), 90) -> 'rows' -> 0) k),
  array['compressed', 'content', 'created_at', 'gist', 'gist_tokens', 'id', 'kind', 'muted', 'pinned', 'role', 'seq', 'status',
    'token_count', 'token_family'], 'a row has what a context needs'
);
select is(window_rows((select id from place), 90, false) -> 'rows' -> 0 ->> 'content', '', 'the meter needs no words');
select is(window_rows((select id from place), 90) -> 'rows' -> 0 ->> 'content', 'Trois', 'a context does');

-- What is not part of it.
create temp table last as select tests.begin_turn((select id from ada), 'Four', (select id from place)) as b;
select is(pg_temp.seqs(1000), array[7, 6, 5, 4, 3, 2, 1], 'a reply that is being written is not in it');
select is(pg_temp.older(1000), 'null', 'nor is it left out');
select tests.append((select (b ->> 'turn')::uuid from last), 0, 'Hm', 'thinking');
select tests.finish((select (b ->> 'turn')::uuid from last), 'failed');
select is(pg_temp.seqs(1000), array[7, 6, 5, 4, 3, 2, 1], 'nor thinking, nor an empty reply');
create temp table again as select tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from last)) as b;
select tests.append((select (b ->> 'turn')::uuid from again), 0, 'Qua');
select tests.finish((select (b ->> 'turn')::uuid from again), 'stopped');
select is(pg_temp.seqs(1000), array[10, 7, 6, 5, 4, 3, 2, 1], 'a stopped reply is');
create temp table third as select tests.retry_turn((select id from ada), (select (b ->> 'turn')::uuid from again)) as b;
select tests.append((select (b ->> 'turn')::uuid from third), 0, 'Quatre');
select tests.finish((select (b ->> 'turn')::uuid from third));
select is(pg_temp.seqs(1000), array[11, 7, 6, 5, 4, 3, 2, 1], 'until a retry replaces it');
select is(pg_temp.older(30), '{"messages": 6, "from": 1, "to": 6}', 'what is replaced is not left out either');

select is(
  (select array(select (r ->> 'seq')::int from jsonb_array_elements(
    tests.begin_turn((select id from ada), 'Five', (select id from place), p_budget => 50) -> 'window_rows') r)),
  array[11, 7, 6], 'a turn gets the same rows by the same rule'
);

-- Under the caller's own policies.
select tests.act_as((select id from ada));
select is(jsonb_array_length(window_rows((select id from place), 1000) -> 'rows'), 9, 'the owner reads it');
select tests.act_as_owner();
select is(
  tests.outcome('authenticated', (select id from person where name = 'bob'),
    format('select window_rows(%L, 1000)', (select id from place))), 'not_found', 'for a stranger it is not there'
);

-- A cap, for conversations of tiny messages.
select tests.finish(tests.newest_turn((select id from place)));
insert into messages (owner, conversation, seq, role, content, token_count, token_family, status)
select (select id from ada), (select id from place), 100 + n, 'user', 'x', 0, 'llama', 'complete' from generate_series(1, 2500) n;
update conversations set next_seq = 3000, message_count = message_count + 2500 where id = (select id from place);
select is(
  jsonb_array_length(window_rows((select id from place), 1000, false) -> 'rows'), 2000, 'a window holds at most 2,000 rows'
);

select * from finish();
rollback;
