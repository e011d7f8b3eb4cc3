-- Maintenance: every step can be taken back for 30 days, except for what was forgotten.
begin;
set local search_path = public, extensions;
select plan(24);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';
create temp table place as select tests.say((select id from ada), 'My dog is Rex', 'Hello Rex') as id;
create temp table memory (name text primary key, id uuid);
insert into memory select n, tests.remember((select id from ada), (select id from place), c, tests.message((select id from place), s))
from (values ('a', 'The dog is Rex', 1), ('b', 'Has a dog, Rex', 2), ('c', 'Likes tea', 1), ('d', 'Likes coffee', 2)) x (n, c, s);
insert into memory select 'w', tests.remember((select id from ada), (select id from place), 'Buy tea', null, jsonb_build_object(
  'type', 'working', 'kind', 'goal', 'conversation', (select id from place)));
create function pg_temp.id(p_name text) returns uuid language sql as $$ select id from memory where name = p_name $$;
create function pg_temp.apply(p_plan jsonb) returns jsonb language sql as $$ select apply_maintenance((select id from ada), p_plan) $$;
create function pg_temp.undo(p_run text) returns jsonb language sql as $$
  select undo_maintenance((select id from ada), p_run::uuid)
$$;
create function pg_temp.listed() returns text[] language sql as $$
  select coalesce(array_agg(content order by content collate "C"), '{}') from memories where retired_by is null
$$;
-- Everything but what every change moves.
create function pg_temp.all_of_it() returns jsonb language sql as $$
  select jsonb_object_agg(m.id, to_jsonb(m) - 'revision' - 'updated_at' || jsonb_build_object('sources', (
    select array_agg(s.message order by s.message) from memory_sources s where s.memory = m.id
  ))) from memories m
$$;

create temp table before as select pg_temp.all_of_it() as v;
create temp table run as select pg_temp.apply(jsonb_build_array(
  jsonb_build_object('do', 'merge', 'into', pg_temp.id('a'), 'ids', array[pg_temp.id('b')], 'importance', 8, 'reasons',
    '[{"rule": "repeated", "points": 2}]'::jsonb, 'why', 'they say the same'),
  jsonb_build_object('do', 'move', 'id', pg_temp.id('w'), 'type', 'long_term', 'kind', 'decision', 'why', 'it is over'),
  jsonb_build_object('do', 'insert', 'memory', tests.memory('Likes hot drinks'), 'index', tests.index('Likes hot drinks'),
    'from', array[pg_temp.id('c'), pg_temp.id('d')], 'why', 'both are'),
  jsonb_build_object('do', 'close', 'id', pg_temp.id('c'), 'by', pg_temp.id('d'), 'why', 'one is newer'),
  jsonb_build_object('do', 'prune', 'id', pg_temp.id('d'), 'why', 'never used'),
  jsonb_build_object('do', 'prune', 'id', gen_random_uuid(), 'why', 'long gone')
)) as r;
select is(jsonb_array_length((select r -> 'steps' from run)), 5, 'what is no longer there is passed over');
select is((select r -> 'steps' -> 2 -> 'memory' ->> 'content' from run), 'Likes hot drinks', 'what was made is told');
select is(pg_temp.listed(), array['Buy tea', 'Likes hot drinks', 'Likes tea', 'The dog is Rex'], 'what was put away is not listed');
select is((select count(*) from memory_sources where memory = pg_temp.id('a')), 2::bigint, 'a merged one has the sources of both');
select is((select importance from memories where id = pg_temp.id('a')), 8.0, 'and their weight');
select is((select conversation from memories where id = pg_temp.id('w')), null, 'what is moved on belongs to no conversation');
select is((select count(*) from memory_sources s join memories m on m.id = s.memory where m.content = 'Likes hot drinks'),
  2::bigint, 'what is made of others has their sources');
select is_empty(
  $$select 1 from maintenance_runs r where r.plan::text ~ 'Likes|Rex|tea'$$, 'the record has ids and numbers, and nothing that was said'
);
select is(
  (select count(*) from jsonb_array_elements(memories_like((select id from ada), array['coffee', 'likes'])) m
    where m ->> 'content' = 'Likes coffee'), 0::bigint, 'what was put away is not found'
);
select throws_ok(
  $$select edit_memory((select id from ada), pg_temp.id('d'), 1, '{}')$$, 'P0001', 'not_found', 'nor changed'
);

select is(undo_maintenance((select id from bob), (select (r ->> 'id')::uuid from run)), null, 'nobody undoes for somebody else');
select isnt(pg_temp.undo((select r ->> 'id' from run)), null, 'it can be undone');
select is(pg_temp.all_of_it(), (select v from before), 'and then all is as it was');
select is(pg_temp.undo((select r ->> 'id' from run)), null, 'once');

-- What was forgotten stays so.
create temp table next as select pg_temp.apply(jsonb_build_array(
  jsonb_build_object('do', 'merge', 'into', pg_temp.id('a'), 'ids', array[pg_temp.id('b'), pg_temp.id('c')], 'importance', 8,
    'reasons', '[]'::jsonb, 'why', 'they say the same'),
  jsonb_build_object('do', 'prune', 'id', pg_temp.id('d'), 'why', 'Likes coffee no more')
)) as r;
select forget((select id from ada), jsonb_build_object('message', tests.message((select id from place), 1)));
select is_empty('select 1 from memories', 'what was put away is forgotten with its message');
select is((select plan from maintenance_runs where id = (select (r ->> 'id')::uuid from next)), '[]', 'and why it was');
select isnt(pg_temp.undo((select r ->> 'id' from next)), null, 'undoing the rest');
select is_empty('select 1 from memories', 'does not bring it back');

create temp table hand as select (add_memory((select id from ada), tests.memory(c, '{"trust": "hand_written"}'), null,
  tests.index(c)) ->> 'id')::uuid as id, c from unnest(array['One', 'Two', 'Three']) c;
create temp table third as select pg_temp.apply(jsonb_build_array(
  jsonb_build_object('do', 'merge', 'into', (select id from hand where c = 'One'), 'ids', (select array_agg(id) from hand where c <> 'One'),
    'importance', 8, 'reasons', '[]'::jsonb, 'why', 'One, two and three')
)) as r;
delete from memories where id = (select id from hand where c = 'Two');
select is(
  (select plan -> 0 ->> 'why' from maintenance_runs where id = (select (r ->> 'id')::uuid from third)), '',
  'a reason that may quote what is gone goes'
);
select pg_temp.undo((select r ->> 'id' from third));
select is(pg_temp.listed(), array['One', 'Three'], 'the rest can be undone');

-- In time.
create temp table fourth as select pg_temp.apply(jsonb_build_array(
  jsonb_build_object('do', 'prune', 'id', (select id from hand where c = 'Three'), 'why', '')
)) as r;
select is(sweep_memories(), 0, 'for 30 days nothing is swept away');
update maintenance_runs set applied_at = applied_at - interval '30 days';
select is(pg_temp.undo((select r ->> 'id' from fourth)), null, 'then it is too late');
select is(sweep_memories(), 1, 'and what was put away goes');
select is(pg_temp.listed(), array['One'], 'and nothing else');

select * from finish();
rollback;
