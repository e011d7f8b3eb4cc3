-- Summaries: versions without gaps, text and boundary together, by compare-and-set.
begin;
set local search_path = public, extensions;
select plan(39);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp table place as select tests.say((select id from ada), 'One', 'Un') as id;
select tests.say((select id from ada), 'Two', 'Deux', (select id from place));
select tests.say((select id from ada), 'Three', 'Trois', (select id from place));
create function pg_temp.store(p_to bigint, p_expected uuid, p_changes jsonb default '{}') returns jsonb language sql as $$
  select store_summary((select id from ada), (select id from place), tests.summary(p_to, p_changes), p_expected)
$$;
create function pg_temp.state() returns text language sql as $$
  select concat_ws(' ', coalesce(c.summary_version::text, '-'), c.summary_to, coalesce(s.to_seq::text, '-'))
  from conversations c left join summaries s on s.id = c.summary where c.id = (select id from place)
$$;
create function pg_temp.work(p_from bigint, p_limit int default 1000, p_to bigint default null) returns jsonb language sql as $$
  select summary_work((select id from ada), (select id from place), p_from, p_limit, p_to)
$$;
create function pg_temp.seqs(p_work jsonb) returns jsonb language sql as $$
  select jsonb_agg(r -> 'seq') from jsonb_array_elements(p_work -> 'rows') r
$$;

-- What they are made of.
select is(pg_temp.seqs(pg_temp.work(0)), '[1, 2, 3, 4, 5, 6]', 'rows come oldest first');
select is(pg_temp.seqs(pg_temp.work(2, 40)), '[3, 4, 5]', 'after the boundary, as many as fit');
select is(pg_temp.work(2, 40) -> 'more', 'true', 'and it is said when there are more');
select is(pg_temp.work(2, 60) -> 'more', 'false', 'or none');
select is(pg_temp.seqs(pg_temp.work(2, 1)), '[3]', 'the first comes whatever it takes');
select is(pg_temp.seqs(pg_temp.work(0, 1000, 4)), '[1, 2, 3, 4]', 'up to where they are asked for');
select is(pg_temp.work(6) -> 'rows', '[]', 'there may be nothing');
update messages set muted = true where id = tests.message((select id from place), 2);
select is(pg_temp.work(0) -> 'rows' -> 1 ->> 'content', '', 'a muted row says nothing');
select is(
  (select array_agg(k order by k) from jsonb_object_keys(pg_temp.work(0)) k),
  array['account', 'agent', 'conversation', 'more', 'rows', 'summary'], 'with what a summary has to know besides'
);
select throws_ok(
  $$select summary_work((select id from person where name = 'bob'), (select id from place), 0, 100)$$, 'P0001', 'not_found',
  'nobody summarises what is somebody else''s'
);

-- Compare and set.
select is(pg_temp.state(), '- 0 -', 'at first there is none');
select is(pg_temp.store(2, gen_random_uuid()), null, 'one that was made of another is not stored');
select is_empty('select 1 from summaries', 'at all');
create temp table first as select pg_temp.store(2, null) as s;
select is((select s -> 'version' from first), '1', 'the first version');
select is(pg_temp.state(), '1 2 2', 'is in use, and the boundary with it');
select is(pg_temp.store(4, null), null, 'whoever did not see it has lost');
select is(pg_temp.state(), '1 2 2', 'and changed nothing');
select is(pg_temp.store(4, (select (s ->> 'id')::uuid from first)) -> 'version', '2', 'the next has the next number');
select is(pg_temp.state(), '2 4 4', 'and a boundary of its own');
select is((select array_agg(messages order by version) from summaries), array[2, 4], 'what they stand for is counted here');
select throws_ok(
  $$select store_summary((select id from person where name = 'bob'), (select id from place), tests.summary(2))$$, 'P0001',
  'not_found', 'nobody stores one for somebody else'
);

-- Going back.
create function pg_temp.use(p_expected int, p_version int) returns jsonb language sql as $$
  select use_summary((select id from ada), (select id from place), p_expected, p_version)
$$;
select is(pg_temp.use(1, null), null, 'using another is compared and set as well');
select is(pg_temp.use(2, 1), '{"version": 1, "summary_to": 2}', 'an earlier version can be used again');
select is(pg_temp.state(), '1 2 2', 'with its own boundary');
select is(pg_temp.use(1, null), '{"version": null, "summary_to": 0}', 'or none');
select is(pg_temp.state(), '- 0 -', 'as if there never was one');
select throws_ok('select pg_temp.use(null, 3)', 'P0001', 'not_found', 'a version that is not there cannot');
select is(pg_temp.store(6, null) -> 'version', '3', 'numbers go on where they were');

-- While a turn runs.
create temp table running as select tests.begin_turn((select id from ada), 'Four', (select id from place)) as b;
select is(pg_temp.seqs(pg_temp.work(0)), '[1, 2, 3, 4, 5, 6]', 'what is being said is nobody''s to summarise');
select throws_ok(
  $$select tests.store_summary((select id from ada), (select id from place), 7)$$, 'P0001', 'invalid_input', 'nor to cover'
);
select tests.finish((select (b ->> 'turn')::uuid from running));
select is(
  tests.store_summary((select id from ada), (select id from place), 8) -> 'version', '4', 'once it is said, it is'
);
select throws_ok(
  $$select tests.store_summary((select id from ada), (select id from place), 9)$$, 'P0001', 'invalid_input', 'what was never said is not'
);

-- Nothing holds one half without the other.
update conversations set summary_to = 3, summary_version = 9 where id = (select id from place);
select is(pg_temp.state(), '4 8 8', 'a boundary cannot be moved alone');
delete from summaries where version = 4;
select is(pg_temp.state(), '- 0 -', 'a version that is gone takes its boundary along');
create temp table elsewhere as select tests.say((select id from ada)) as id;
select throws_ok(
  $$update conversations set summary = (select id from summaries where version = 1) where id = (select id from elsewhere)$$,
  '23502', null, 'a conversation uses no version of another'
);

-- Told, and out of reach.
delete from realtime.messages;
select tests.store_summary((select id from ada), (select id from place), 4);
select set_eq(
  'select topic, event, payload - ''id'' - ''revision'' as payload from realtime.messages',
  $$select 'conversation:' || p.id as topic, 'memory_managed' as event, '{"version": 4, "tokensFreed": 48}'::jsonb as payload
      from place p
    union all select 'user:' || a.id, 'conversation_upsert', '{}' from ada a$$,
  'a new version is told to its conversation, and to the list'
);
select is(
  tests.outcome('authenticated', (select id from ada), 'select 1 from summaries'), '4 rows', 'its owner reads every version'
);
select is(
  tests.outcome('authenticated', (select id from person where name = 'bob'), 'select 1 from summaries'), '0 rows', 'nobody else any'
);
select is(
  tests.outcome('authenticated', (select id from ada), 'update conversations set summary = null'), '42501',
  'and which one is used is nobody''s to write'
);

select * from finish();
rollback;
