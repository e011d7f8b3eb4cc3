-- Forgetting: what goes with what, what stays, and that the numbers stay right. That no word is left is scanned for elsewhere.
begin;
set local search_path = public, extensions;
select plan(47);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';
create temp table place as select tests.say((select id from ada), 'My dog is Rex', 'Hello Rex') as id;
select tests.say((select id from ada), 'Rex is a poodle', 'Nice', (select id from place));
select tests.say((select id from ada), 'And I like tea', 'Noted', (select id from place));
create temp table theirs as select tests.say((select id from bob), 'My dog is Rex', 'Hello') as id;
create function pg_temp.at(p_seq bigint) returns uuid language sql as $$
  select tests.message((select id from place), p_seq)
$$;
create function pg_temp.remember(p_content text, p_seq bigint, p_changes jsonb default '{}') returns uuid language sql as $$
  select tests.remember((select id from ada), (select id from place), p_content, pg_temp.at(p_seq), p_changes)
$$;
create function pg_temp.forget(p_what jsonb, p_keep uuid[] default '{}') returns jsonb language sql as $$
  select forget((select id from ada), p_what, p_keep)
$$;
create function pg_temp.goes(p_what jsonb) returns jsonb language sql as $$
  select derived_from((select id from ada), p_what)
$$;
create function pg_temp.contents() returns text[] language sql as $$
  select coalesce(array_agg(content order by content collate "C"), '{}') from memories where owner = (select id from ada)
$$;
create function pg_temp.state() returns text language sql as $$
  select concat_ws(' ', c.message_count, c.total_tokens, cardinality(c.recent_replies), c.next_seq, c.forgotten, c.title)
  from conversations c where c.id = (select id from place)
$$;
grant select on place, theirs, person, ada, bob to authenticated;

create temp table memory as
  select 'rex' as name, pg_temp.remember('The dog is Rex', 1) as id
  union all select 'tea', pg_temp.remember('Likes tea', 5);
-- Said again in another conversation, in other words.
create temp table again as select tests.say((select id from ada), 'Rex the dog', 'Yes') as id;
insert into memory_sources (memory, message, owner, content)
select m.id, tests.message(a.id, 1), ada.id, 'Has a dog, Rex' from memory m, again a, ada where m.name = 'rex';
insert into memory select 'tom', pg_temp.remember('The cat is Tom', 1);
insert into memory select 'chat', pg_temp.remember('Talked of animals', 5, jsonb_build_object(
  'type', 'episodic', 'kind', 'episode', 'conversation', (select id from place)));

-- Asked before.
select is(
  (select array_agg(m ->> 'content' order by m ->> 'content' collate "C")
    from jsonb_array_elements(pg_temp.goes(jsonb_build_object('message', pg_temp.at(1))) -> 'memories') m),
  array['Talked of animals', 'The cat is Tom'], 'what would go is told'
);
select is(pg_temp.goes(jsonb_build_object('message', pg_temp.at(1))) -> 'counts' ->> 'memories', '2', 'and counted');
select is(
  pg_temp.goes(jsonb_build_object('message', pg_temp.at(1))) -> 'reworded' -> 0 ->> 'content', 'Has a dog, Rex',
  'and what would stay, in which words'
);
select is(
  pg_temp.goes(jsonb_build_object('message', pg_temp.at(1))) -> 'counts' ->> 'messages', '2', 'an exchange is one'
);
select is(
  pg_temp.goes(jsonb_build_object('message', pg_temp.at(2))) -> 'counts' ->> 'messages', '2', 'by its reply, too'
);
select is(
  pg_temp.goes(jsonb_build_object('conversation', (select id from place))) -> 'counts' ->> 'messages', '6', 'a conversation all'
);
select throws_ok(
  $$select pg_temp.goes(jsonb_build_object('message', tests.message((select id from theirs), 1)))$$, 'P0001', 'not_found',
  'nobody asks about somebody else''s message'
);
select throws_ok(
  $$select pg_temp.goes(jsonb_build_object('conversation', (select id from theirs)))$$, 'P0001', 'not_found', 'or conversation'
);
select throws_ok(
  $$select derived_from((select id from bob), jsonb_build_object('memories', jsonb_build_array((select id from memory limit 1))))$$,
  'P0001', 'not_found', 'or memory'
);
select throws_ok(
  $$select pg_temp.forget(jsonb_build_object('message', tests.message((select id from theirs), 1)))$$, 'P0001', 'not_found',
  'let alone forgets it'
);
select throws_ok(
  $$select pg_temp.forget(jsonb_build_object('conversation', (select id from theirs)))$$, 'P0001', 'not_found',
  'or a conversation'
);
select throws_ok(
  $$select forget((select id from bob), jsonb_build_object('memories', jsonb_build_array((select id from memory limit 1))))$$,
  'P0001', 'not_found', 'or a memory'
);
select is(forget((select id from bob), '{"all": true}') -> 'receipt' -> 'counts' ->> 'memories', '0', 'all are one''s own');
select is(cardinality(pg_temp.contents()), 4, 'and nobody else''s');
select is(pg_temp.state(), '6 390 3 7 0 My dog is Rex', 'before');

-- While a reply is being written.
create temp table running as select tests.begin_turn((select id from ada), 'Wait', (select id from place)) as b;
select throws_ok(
  $$select pg_temp.forget(jsonb_build_object('message', pg_temp.at(1)))$$, 'P0001', 'turn_in_progress',
  'what a reply may just be made of is not deleted'
);
update turns set lease_until = '-infinity' where id = (select (b ->> 'turn')::uuid from running);
select is(
  pg_temp.forget(jsonb_build_object('message', (select b -> 'user_message' -> 'id' from running))) -> 'receipt' -> 'counts' ->> 'messages',
  '2', 'one whose server is gone is over'
);
select is(pg_temp.state(), '6 390 3 9 1 My dog is Rex', 'what is left is counted');

-- A message.
insert into memory select 'chat', pg_temp.remember('Talked of animals', 5, jsonb_build_object(
  'type', 'episodic', 'kind', 'episode', 'conversation', (select id from place)));
select tests.store_summary((select id from ada), (select id from place), 4, '{"lines": [
  {"text": "The dog is Rex", "from": 1, "to": 3, "byUser": false}, {"text": "A poodle", "from": 3, "to": 4, "byUser": false},
  {"text": "Mine", "from": 1, "to": 4, "byUser": true}], "facts": [
  {"kind": "name", "text": "dog is Rex", "keys": ["Rex"], "seq": 1, "where": "summary"},
  {"kind": "name", "text": "a poodle", "keys": ["poodle"], "seq": 3, "where": "summary"}]}');
create temp table done as select pg_temp.forget(jsonb_build_object('message', pg_temp.at(1))) as r;
select is(pg_temp.contents(), array['Has a dog, Rex', 'Likes tea'], 'its memories go, or say what others said');
select is((select r -> 'receipt' -> 'counts' ->> 'memories' from done), '2', 'counted');
select is((select r -> 'receipt' -> 'counts' ->> 'facts' from done), '1', 'its facts');
select is((select r -> 'receipt' -> 'counts' ->> 'summaryLines' from done), '1', 'its lines');
select is((select r -> 'lost' from done), jsonb_build_array((select id from place)), 'a line that said more is told of');
select is(
  (select array_agg(l ->> 'text') from summaries s, jsonb_array_elements(s.lines) l), array['A poodle', 'Mine'],
  'what others said stands, and what the user wrote'
);
select is((select messages from summaries), 2, 'for as many as there are');
select is(pg_temp.state(), '4 390 2 9 2 Rex is a poodle', 'counts follow, and a title that nobody wrote');
select is_empty($$select 1 from search_docs where 'my' = any (terms) and conversation = (select id from place)$$, 'no term is left');
select is((select reindex from memories where content = 'Has a dog, Rex'), true, 'what says something else is indexed anew');
select is(
  index_memories((select jsonb_agg(x || jsonb_build_object('index', tests.index(x ->> 'content'), 'token_count', 6,
    'token_family', 'llama')) from jsonb_array_elements(unindexed_memories(1, 10)) x)), 1, 'by the app'
);
select is(unindexed_memories(1, 10), '[]', 'once');
update conversations set title_source = 'user', title = 'My own' where id = (select id from place);
select pg_temp.forget(jsonb_build_object('message', pg_temp.at(3)));
select is(pg_temp.state(), '2 390 1 9 3 My own', 'a title that the user wrote stands');
select is_empty('select 1 from summaries', 'a version that stands for nothing goes');

-- Kept.
create temp table kept as
  select pg_temp.forget(jsonb_build_object('message', pg_temp.at(5)), array(select id from memory where name = 'tea')) as r;
select is((select r -> 'receipt' ->> 'kept' from kept), '1', 'what is ticked off stays');
select results_eq(
  $$select m.trust, (select count(*) from memory_sources s where s.memory = m.id) from memories m where content = 'Likes tea'$$,
  $$values ('hand_written', 0::bigint)$$, 'by hand, without a source'
);
select is(pg_temp.state(), '0 390 0 9 4 My own', 'an empty conversation is one still');

-- Memories.
create temp table home as select tests.say((select id from ada), 'I live in Bern', 'In Bern') as id;
create temp table bern as select tests.remember((select id from ada), (select id from home), 'Lives in Bern') as id;
create temp table work as select extraction_work((select id from ada), (select id from home)) as w;
select is(
  pg_temp.forget(jsonb_build_object('memories', (select jsonb_build_array(id) from bern))) -> 'receipt' ->> 'what', 'memories',
  'a memory alone'
);
select is((select bool_and(forgotten) from messages where conversation = (select id from home)), true,
  'is not found again where it was said');
select is((select count(*) from messages where conversation = (select id from home)), 2::bigint, 'which stays as it was');
select is(
  store_memories((select id from ada), (select id from home), 2, 2, '[]', (select (w -> 'conversation' ->> 'forgotten')::int from work)),
  null, 'nor stored by who was reading it'
);
select is(
  (select extraction_work((select id from ada), (select id from home)) -> 'opening'), 'null', 'nor read again'
);
select isnt((select r -> 'receipt' ->> 'id' from kept), null, 'each has a receipt');
select is((select count(*) from deletions where owner = (select id from ada)), 5::bigint, 'as many as there were');

-- By the user's own token.
select tests.remember((select id from ada), (select id from again), 'Said elsewhere');
grant select on again to authenticated;
set local role authenticated;
select set_config('request.jwt.claims', jsonb_build_object('sub', (select id from ada), 'role', 'authenticated')::text, true);
delete from conversations where id = (select id from again);
select tests.act_as_owner();
select is(pg_temp.contents(), array['Likes tea'], 'a plain delete takes everything along');
select is((select counts ->> 'memories' from deletions where what = 'conversation'), '2', 'and has a receipt');
select is((select count(*) from deletions where owner = (select id from bob)), 1::bigint, 'the others are somebody else''s');

delete from auth.users where id = (select id from ada);
select is_empty($$select 1 from deletions where owner not in (select id from profiles)$$, 'a closed account leaves no receipts');
select is((select count(*) from conversations), 1::bigint, 'nor anything else');

select * from finish();
rollback;
