-- Memories: what each may say, where it may come from, and storing what extraction found by compare-and-set.
begin;
set local search_path = public, extensions;
select plan(55);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';
create temp table place as select tests.say((select id from ada), 'I live in Bern', 'Noted') as id;
create temp table theirs as select tests.say((select id from bob), 'I live in Rome', 'Noted') as id;
create function pg_temp.add(p_changes jsonb, p_content text default 'Likes tea', p_source jsonb default null) returns text
language sql as $$
  select add_memory((select id from ada), tests.memory(p_content, p_changes), p_source, tests.index(p_content)) ->> 'content'
$$;
create function pg_temp.store(p_changes jsonb, p_expected bigint default 0, p_to bigint default 2) returns jsonb
language sql as $$
  select store_memories((select id from ada), (select id from place), p_expected, p_to, p_changes)
$$;
create function pg_temp.found(p_memory jsonb, p_message uuid) returns jsonb language sql as $$
  select jsonb_build_object('do', 'insert', 'memory', p_memory, 'index', tests.index(p_memory ->> 'content'), 'source',
    jsonb_build_object('message', p_message, 'content', p_memory ->> 'content'))
$$;

-- What one may be.
select is(pg_temp.add('{}'), 'Likes tea', 'a memory');
select throws_ok($$select pg_temp.add('{"type": "short_term"}')$$, '23514', null, 'the live window is not one');
select throws_ok($$select pg_temp.add('{"kind": "rumour"}')$$, '23514', null, 'it is of a kind that there is');
select throws_ok($$select pg_temp.add('{"trust": "guessed"}')$$, '23514', null, 'and somebody''s word');
select throws_ok($$select pg_temp.add('{"importance": 10.1}')$$, '23514', null, 'its importance ends at 10');
select throws_ok($$select pg_temp.add('{}', repeat('x', 2001))$$, '23514', null, 'its words at 2,000 characters');
select throws_ok($$select pg_temp.add('{}', ' ')$$, '23514', null, 'and it has some');
select throws_ok(
  $$select pg_temp.add(jsonb_build_object('metadata', jsonb_build_object('a', repeat('x', 16384))))$$, '23514', null,
  'metadata ends at 16 KB'
);
select throws_ok($$select pg_temp.add('{"type": "working"}')$$, '23514', null, 'what is being worked on is so somewhere');
select throws_ok(
  $$select pg_temp.add(jsonb_build_object('type', 'working', 'standing', true, 'conversation', (select id from place)))$$,
  '23514', null, 'only what holds everywhere is in every call'
);
select is(
  pg_temp.add(jsonb_build_object('type', 'working', 'kind', 'goal', 'conversation', (select id from place))), 'Likes tea',
  'a goal of a conversation'
);
select throws_ok(
  $$select pg_temp.add(jsonb_build_object('conversation', (select id from theirs)))$$, 'P0001', 'not_found',
  'but of nobody else''s'
);
select throws_ok(
  $$select pg_temp.add(jsonb_build_object('agent', (select id from agents where owner = (select id from bob))))$$, '23503',
  null, 'nor for an agent of somebody else''s'
);
select is(
  pg_temp.add(jsonb_build_object('agent', (select id from agents where owner = (select id from ada)))), 'Likes tea',
  'for one''s own it is'
);

-- Where it may come from.
select is(
  pg_temp.add('{}', 'Sourced', jsonb_build_object('message', tests.message((select id from place), 1), 'content', 'Said')),
  'Sourced', 'a message of one''s own is a source'
);
select results_eq(
  $$select s.owner, s.conversation, s.seq from memory_sources s$$, $$select a.id, p.id, 1::bigint from ada a, place p$$,
  'which says for itself where it stands'
);
select throws_ok(
  $$select pg_temp.add('{}', 'Theirs', jsonb_build_object('message', tests.message((select id from theirs), 1),
    'content', 'x'))$$, 'P0001', 'not_found', 'somebody else''s is none'
);
select is_empty($$select 1 from memories where content = 'Theirs'$$, 'and then there is no memory either');
select throws_ok(
  $$insert into memory_sources (memory, message, owner, content) select m.id, tests.message((select id from theirs), 1), m.owner,
    'x' from memories m limit 1$$, 'P0001', 'not_found', 'whoever tries'
);
select throws_ok(
  $$insert into memory_sources (memory, message, owner, content) select m.id, tests.message((select id from theirs), 1), b.id,
    'x' from memories m, bob b limit 1$$, 'P0001', 'not_found', 'under whatever name'
);
select lives_ok(
  $$update memory_sources set seq = 99, conversation = (select id from theirs)$$, 'a source that is told to stand elsewhere'
);
select results_eq(
  $$select s.conversation, s.seq from memory_sources s$$, $$select p.id, 1::bigint from place p$$, 'stays where it was said'
);

-- Compare and set.
delete from memories;
create temp table bern as select tests.memory('Lives in Bern') as m;
select is(pg_temp.store('[]', 1), null, 'what was read at another point is not stored');
select is(
  pg_temp.store(jsonb_build_array(pg_temp.found((select m from bern), tests.message((select id from place), 1))))
    -> 'inserted', (select jsonb_build_array(m -> 'id') from bern), 'what was found is'
);
select is((select extracted_to from conversations where id = (select id from place)), 2::bigint, 'up to there');
select is(pg_temp.store('[]'), null, 'once');
select is((select rested from conversations where id = (select id from place)), false, 'right after a turn is not yet rest');
select is(
  pg_temp.store(jsonb_build_array(pg_temp.found(tests.memory('LIVES in Bern'), tests.message((select id from place), 1))), 2),
  '{"inserted": [], "merged": 0, "closed": 0, "passed_over": 1}', 'found again it is there already'
);
create function pg_temp.said_again() returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('do', 'merge', 'id', (select m -> 'id' from bern), 'importance', 7, 'reasons',
    '[{"rule": "repeated", "points": 1}]'::jsonb, 'source', jsonb_build_object('message', tests.message((select id from place), 2),
    'content', 'Noted Bern')))
$$;
select is(pg_temp.store(pg_temp.said_again(), 2) -> 'merged', '1', 'said again it is merged');
select is(pg_temp.store(pg_temp.said_again(), 2) -> 'merged', '0', 'by the same message once');
select is((select importance from memories), 7.0, 'and weighs more');
create temp table rome as select tests.memory('Lives in Rome') as m;
select is(
  pg_temp.store(jsonb_build_array(
    pg_temp.found((select m from rome), tests.message((select id from place), 1)),
    jsonb_build_object('do', 'close', 'id', (select m -> 'id' from bern), 'by', (select m -> 'id' from rome))
  ), 2) -> 'closed', '1', 'what is contradicted is closed'
);
select results_eq(
  $$select o.valid_to = n.valid_from, o.superseded_by = n.id from memories o, memories n
    where o.content = 'Lives in Bern' and n.content = 'Lives in Rome'$$, $$values (true, true)$$, 'and linked, not deleted'
);
select throws_ok(
  $$update memories set superseded_by = (select (m ->> 'id')::uuid from bern) where content = 'Lives in Rome'$$, 'P0001',
  'invalid_input', 'nothing is replaced by what it replaced'
);
select throws_ok(
  $$update memories set superseded_by = id$$, 'P0001', 'invalid_input', 'nor by itself'
);
select is(
  pg_temp.store(jsonb_build_array(
    pg_temp.found(tests.memory('Gone'), gen_random_uuid()),
    jsonb_build_object('do', 'close', 'id', gen_random_uuid(), 'by', null),
    jsonb_build_object('do', 'merge', 'id', gen_random_uuid(), 'source', jsonb_build_object('message', tests.message((select id
      from place), 1), 'content', 'x'))
  ), 2), '{"inserted": [], "merged": 0, "closed": 0, "passed_over": 3}', 'what was deleted meanwhile is passed over'
);
select throws_ok(
  $$select store_memories((select id from bob), (select id from place), 0, 2, '[]')$$, 'P0001', 'not_found',
  'nobody stores for somebody else'
);
select throws_ok($$select pg_temp.store('[]', 2, 3)$$, 'P0001', 'invalid_input', 'nor what was never said');
update conversations set updated_at = private.clock() - interval '1 hour' where id = (select id from place);
select is(
  jsonb_array_length(resting_conversations(private.clock() - interval '30 minutes')), 1, 'one at rest is found'
);
select is(pg_temp.store('[]', 2) -> 'passed_over', '0', 'and once there is nothing more to find');
select is(resting_conversations(private.clock() - interval '30 minutes'), '[]', 'it is not');
select tests.say((select id from ada), 'And more', 'Yes', (select id from place));
select is((select rested from conversations where id = (select id from place)), false, 'until more is said');

-- By hand, by revision.
create function pg_temp.edit(p_revision bigint, p_changes jsonb) returns text language sql as $$
  select edit_memory((select id from ada), (select (m ->> 'id')::uuid from rome), p_revision, p_changes,
    tests.index(p_changes ->> 'content')) ->> 'content'
$$;
select is(pg_temp.edit(9, '{"content": "Lives in Oslo"}'), null, 'who has not seen it as it is does not change it');
select is(pg_temp.edit(1, '{"content": "Lives in Oslo"}'), 'Lives in Oslo', 'who has, does');
select is(
  (select array_agg(t) from (select unnest(terms) t from search_docs where memory = (select (m ->> 'id')::uuid from rome)
    order by 1) x), array['in', 'lives', 'oslo'], 'and it is found by its new words'
);
select pg_temp.edit(2, '{"trust": "hand_written"}');
select is((select trust from memories where content = 'Lives in Oslo'), 'confirmed', 'a source is not shaken off');
select throws_ok(
  $$select edit_memory((select id from bob), (select id from memories limit 1), 1, '{}')$$, 'P0001', 'not_found',
  'nobody changes somebody else''s'
);

-- No more than the cap.
create or replace function private.memory_cap() returns int language sql immutable set search_path = '' as 'select 3';
select is(pg_temp.add('{}'), 'Likes tea', 'the third of three');
select throws_ok($$select pg_temp.add('{}')$$, 'P0001', 'cap_reached', 'there is no fourth');
select is(
  pg_temp.store(jsonb_build_array(pg_temp.found(tests.memory('Too much'), tests.message((select id from place), 1))), 2, 4)
    -> 'passed_over', '1', 'nor is extraction stopped by it'
);

select is(
  merge_memories((select id from ada), (select array_agg(id) from memories), (select id from memories where content =
    'Likes tea'), '{"content": "All in one"}', tests.index('All in one')) -> 'sources' -> 0 ->> 'conversation',
  (select id::text from place), 'several become one, with the sources of all'
);

-- A guest's come along.
create temp table guest as select tests.make_user(p_guest => true) as id;
create temp table visit as select tests.say((select id from guest), 'I live in Lima', 'Noted') as id;
select tests.remember((select id from guest), (select id from visit), 'Lives in Lima');
select add_memory((select id from guest), tests.memory('Only the guest''s agent knew', jsonb_build_object('trust', 'hand_written',
  'agent', (select id from agents where owner = (select id from guest)))), null, tests.index('agent'));
select adopt_guest((select id from guest), (select id from bob));
select results_eq(
  $$select m.content collate "C", m.agent, s.owner from memories m left join memory_sources s on s.memory = m.id
    where m.owner = (select id from bob) order by 1$$,
  $$select 'Lives in Lima' collate "C", null::uuid, b.id from bob b union all select 'Only the guest''s agent knew', null, null
    order by 1$$, 'whoever adopts a guest has its memories'
);
select is(
  jsonb_array_length(memories_like((select id from bob), array['lima'])), 1, 'finds them'
);
select is_empty($$select 1 from memories where owner = (select id from guest)$$, 'and the guest has none');
update agents set memory = false where owner = (select id from guest);
select tests.say((select id from guest), 'Again');
select adopt_guest((select id from guest), (select id from bob));
select is(
  (select count(*) from agents where owner = (select id from bob) and not memory), 1::bigint, 'an agent whose switch was moved comes along'
);

select * from finish();
rollback;
