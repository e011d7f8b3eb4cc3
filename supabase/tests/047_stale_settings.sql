-- A turn that was planned with other settings than its conversation has by now is not begun.
begin;
set local search_path = public, extensions;
select plan(31);

create temp table ada as select tests.make_user() as id;
create temp table place as select tests.say((select id from ada), 'One', 'Un') as id;
create function pg_temp.settings() returns jsonb language sql as $$
  select jsonb_build_object(
    'agent', c.agent, 'agent_revision', a.revision, 'model', c.model, 'max_tokens', c.max_tokens,
    'memory_strategy', c.memory_strategy, 'window_size', c.window_size, 'summary_threshold', c.summary_threshold,
    'reply_reserve', c.reply_reserve, 'summary', c.summary, 'window_from', c.window_from, 'recent_replies', c.recent_replies
  )
  from conversations c join agents a on a.id = c.agent where c.id = (select id from place)
$$;
create function pg_temp.try(p_expected jsonb) returns text language plpgsql as $$
declare
  v_begun jsonb;
begin
  v_begun := tests.begin_turn((select id from ada), 'Two', (select id from place), p_expected => p_expected);
  if v_begun ->> 'status' = 'new' then
    delete from messages where turn = (v_begun ->> 'turn')::uuid;
    update conversations set running = false where id = (select id from place);
  end if;
  return v_begun ->> 'status';
end
$$;

select is(pg_temp.try(pg_temp.settings()), 'new', 'with the settings that are stored a turn begins');
select is(pg_temp.try(null), 'new', 'and when nothing is expected');
select is(pg_temp.try('{}'), 'new', 'or of nothing something');
select is(
  pg_temp.try(pg_temp.settings() || expected), 'stale', 'another ' || (select jsonb_object_keys(expected))
) from (values
  ('{"agent": "00000000-0000-4000-8000-000000000001"}'::jsonb), ('{"agent_revision": 7}'), ('{"model": "m"}'),
  ('{"max_tokens": 4000}'), ('{"memory_strategy": "sliding_window"}'), ('{"window_size": 10}'),
  ('{"summary_threshold": 700}'), ('{"reply_reserve": 100}'), ('{"summary": "00000000-0000-4000-8000-000000000001"}'),
  ('{"window_from": 1}'), ('{"recent_replies": [20, 20]}')
) e (expected);

-- Messages that are pinned.
select is(pg_temp.try(pg_temp.settings() || '{"pins": []}'), 'new', 'where nothing is pinned, none are expected');
select is(pg_temp.try('{"pins": [1]}'), 'stale', 'and no others');
update messages set pinned = true where conversation = (select id from place) and seq in (1, 2);
select is(pg_temp.try('{"pins": [1, 2]}'), 'new', 'those that are pinned, ascending');
select is(pg_temp.try('{"pins": []}'), 'stale', 'a message that was pinned meanwhile');
select is(pg_temp.try('{"pins": [1, 2, 3]}'), 'stale', 'or is no longer');
update messages set superseded_by = (select id from messages where conversation = (select id from place) and seq = 1)
where conversation = (select id from place) and seq = 2;
select is(pg_temp.try('{"pins": [1]}'), 'new', 'what was replaced goes with no call');
update messages set superseded_by = null, pinned = false where conversation = (select id from place);
select is(pg_temp.try('{"pins": []}'), 'new', 'nor what is pinned no more');

create temp table before as
  select (select count(*) from messages) as messages, (select turns from limits where key = 'turns:all') as turns,
    (select revision from conversations) as revision;
select is(pg_temp.try('{"max_tokens": 4000}'), 'stale', 'a turn that is planned too late');
select results_eq(
  $$select (select count(*) from messages), (select turns from limits where key = 'turns:all'), (select revision from conversations)$$,
  'select * from before', 'stores and charges nothing'
);

-- A dead turn that the refused one met is left for whoever can tell of it.
create temp table dead as select tests.begin_turn((select id from ada), 'Dead', (select id from place)) as b;
update turns set lease_until = '-infinity' where id = (select (b ->> 'turn')::uuid from dead);
select is(pg_temp.try('{"max_tokens": 4000}'), 'stale', 'where a dead turn lies in the way');
select is((select status from turns where id = (select (b ->> 'turn')::uuid from dead)), 'running', 'it stays where it is');
select is(
  tests.begin_turn((select id from ada), 'Three', (select id from place)) -> 'interrupted',
  (select jsonb_build_array(jsonb_build_object('turn', b -> 'turn', 'conversation', id)) from dead, place),
  'and the turn that begins in its place tells of its end'
);
select tests.finish(tests.newest_turn((select id from place)));

-- A conversation that is not there yet.
update agents set defaults = '{"maxTokens": 3000}';
select is(
  tests.begin_turn((select id from ada), p_max => 9000, p_expected =>
    '{"max_tokens": 3000, "memory_strategy": "hybrid", "window_from": 0, "recent_replies": [], "summary": null, "model": null}') ->> 'status',
  'new', 'a new one is expected with what it will start with'
);
select is(
  tests.begin_turn((select id from ada), p_max => 9000, p_expected => '{"max_tokens": 9000}') ->> 'status', 'stale',
  'and with nothing else'
);

-- A retry.
select is(
  tests.retry_turn((select id from ada), tests.newest_turn((select id from place)), p_expected => '{"model": "m"}') ->> 'status',
  'stale', 'a retry is planned like any other turn'
);
create temp table again as select tests.newest_turn((select id from place)) as turn;
select tests.store_summary((select id from ada), (select id from place), 2);
select tests.store_summary((select id from ada), (select id from place), (select next_seq - 1 from conversations where id = (select id from place)));
select is(
  tests.retry_turn((select id from ada), (select turn from again)) ->> 'status', 'stale',
  'and what a summary stands for already is not answered beside it'
);
select is(
  (select summary_to from conversations where id = (select id from place)), 2::bigint, 'the version before it is used again'
);

select * from finish();
rollback;
