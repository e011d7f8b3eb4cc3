-- Temporary conversations and the switches: decided at the beginning, and what they keep out of memory.
begin;
set local search_path = public, extensions;
select plan(14);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp table place as select tests.say((select id from ada), 'I live in Bern', 'Noted') as id;
create temp table fleeting as select (begin_turn((select id from ada), gen_random_uuid(), 'h', 'A secret', 3, 'llama', 'm', 1, 1,
  15, tests.limits(), p_temporary => true) -> 'conversation' ->> 'id')::uuid as id;
grant select on place, fleeting, ada to authenticated;
create function pg_temp.by(p_person text, p_sql text) returns text language sql as $$
  select tests.outcome('authenticated', (select id from person where name = p_person), p_sql)
$$;

select is((select temporary from conversations where id = (select id from fleeting)), true, 'a turn may begin one');
select is(
  pg_temp.by('ada', $$insert into conversations (agent, temporary) select id, true from agents$$), '1 rows',
  'and so may its user'
);
select is(
  pg_temp.by('ada', $$update conversations set temporary = false where id = (select id from fleeting)$$), '42501',
  'it stays one for its user'
);
select is(
  pg_temp.by('ada', $$update conversations set recall_past = false where id = (select id from place)$$), '1 rows',
  'who may switch past conversations off'
);
select is(pg_temp.by('bob', $$update conversations set recall_past = false where id = (select id from place)$$), '0 rows',
  'in their own ones');
select throws_ok(
  $$update conversations set temporary = not temporary$$, 'P0001', 'invalid_input', 'whoever tries, in both directions'
);
select lives_ok($$update conversations set temporary = temporary$$, 'what does not change may be said');
select is(pg_temp.by('ada', $$update agents set memory = false, recall_past = false$$), '1 rows', 'agents have the same switches');
select is(pg_temp.by('ada', $$update conversations set extracted_to = 0$$), '42501', 'how far it was read is nobody''s to say');

select throws_ok(
  $$select store_memories((select id from ada), (select id from fleeting), 0, 2, '[]')$$, 'P0001', 'invalid_input',
  'nothing is taken from it'
);
select throws_ok(
  $$select add_memory((select id from ada), tests.memory('x'), jsonb_build_object('message',
    tests.message((select id from fleeting), 1), 'content', 'x'))$$, 'P0001', 'not_found', 'it is nobody''s source'
);
select throws_ok(
  $$select add_memory((select id from ada), tests.memory('x', jsonb_build_object('conversation', (select id from fleeting))))$$,
  'P0001', 'not_found', 'and no memory is of it'
);
select tests.remember((select id from ada), (select id from place), 'Lives in Bern');
create function pg_temp.recall(p_conversation uuid) returns int language sql as $$
  select jsonb_array_length(private.recall_memories((select id from ada), (select agent from conversations where id =
    (select id from place)), p_conversation, '{"terms": [{"term": "bern", "weight": 1}]}') -> 'memories')
$$;
select is(pg_temp.recall((select id from place)), 1, 'elsewhere a memory is recalled');
select is(pg_temp.recall((select id from fleeting)), 0, 'there none is');

select * from finish();
rollback;
