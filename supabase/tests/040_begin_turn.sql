-- Beginning a turn: what comes into being, what a repetition answers, what is refused.
begin;
set local search_path = public, extensions;
select plan(41);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';

create temp table first as
  select gen_random_uuid() as client, null::jsonb as b;
update first set b = tests.begin_turn((select id from ada), 'What is the plan?', p_client => client);

select is((select b ->> 'status' from first), 'new', 'a first message begins a turn');
select results_eq(
  $$select m.seq, m.role, m.kind, m.content, m.status, m.token_count, m.client_message_id = f.client, m.model
    from messages m, first f where m.conversation = (f.b -> 'conversation' ->> 'id')::uuid order by seq$$,
  $$values (1::bigint, 'user', 'chat', 'What is the plan?', 'complete', 10, true, null),
    (2, 'assistant', 'chat', '', 'streaming', 0, null, 'a-model')$$,
  'with the message and an empty reply'
);
select results_eq(
  $$select c.title, c.title_source, c.next_seq, c.message_count, c.running, c.total_tokens, c.revision
    from conversations c, first f where c.id = (f.b -> 'conversation' ->> 'id')::uuid$$,
  $$values ('What is the plan?', 'auto', 3::bigint, 2, true, 0::bigint, 1::bigint)$$,
  'in a new conversation, counted and running'
);
select is(
  (select c.agent from conversations c, first f where c.id = (f.b -> 'conversation' ->> 'id')::uuid),
  (select default_agent from profiles where id = (select id from ada)),
  'under the default agent'
);
select results_eq(
  $$select t.status, t.fence, t.seq, t.stop_requested, t.lease_until - t.started_at, t.tokens_reserved, t.body_hash
    from turns t, first f where t.id = (f.b ->> 'turn')::uuid$$,
  $$values ('running', 1::bigint, 2::bigint, false, interval '15 s', 8000, 'hash')$$,
  'the turn holds a lease under a fence'
);
select is(
  (select b -> 'window_rows' from first), '[]'::jsonb, 'there is nothing before a first message'
);
select is(
  (select (b -> 'conversation' ->> 'running')::boolean from first), true, 'the answer shows the conversation as it is now'
);

-- The same again.
create temp table again as
  select tests.begin_turn((select id from ada), 'What is the plan?', p_client => client) as b from first;
select is((select b ->> 'status' from again), 'replayed', 'the same id and body again is a replay');
select is(
  (select array[b ->> 'turn', b -> 'reply' ->> 'id', b -> 'user_message' ->> 'id', b ->> 'fence'] from again),
  (select array[b ->> 'turn', b -> 'reply' ->> 'id', b -> 'user_message' ->> 'id', b ->> 'fence'] from first),
  'of the same turn, message and reply'
);
select is((select b -> 'reply' ->> 'status' from again), 'streaming', 'with the reply''s status of now');
select is((select count(*)::int from messages where owner = (select id from ada)), 2, 'and writes nothing');
select is(
  (select turns from limits where key = 'turns:user:' || (select id from ada)), 1, 'nor is it charged'
);
select is(
  (select find_turn((select id from ada), client, 'hash') - 'window_rows' from first), (select b - 'window_rows' from again),
  'its turn is found without beginning anything'
);
select is(
  (select find_turn((select id from ada), client, 'other') from first), '{"status": "reused"}'::jsonb, 'for the same body only'
);
select is((select find_turn((select id from bob), client, 'hash') from first), null, 'and for its owner only');
select is(
  (select tests.begin_turn((select id from ada), 'Other', p_client => client, p_hash => 'other') from first),
  '{"status": "reused"}'::jsonb, 'another body under the same id is refused'
);
select is(
  (select tests.begin_turn((select id from bob), 'Mine', p_client => client) ->> 'status' from first), 'new',
  'another user''s id is another id'
);

-- One running turn a conversation.
create temp view place as select (b -> 'conversation' ->> 'id')::uuid as id from first;
select is(
  tests.begin_turn((select id from ada), 'And then?', (select id from place)), '{"status": "busy"}'::jsonb,
  'a second message waits for the running reply'
);
select is(
  (select turns from limits where key = 'turns:user:' || (select id from ada)), 1, 'and is not charged'
);
select throws_ok(
  $$insert into turns (owner, conversation, client_message_id, body_hash, user_message, reply, seq, lease_until)
    select owner, conversation, gen_random_uuid(), body_hash, user_message, reply, 9, lease_until from turns
    where conversation = (select id from place)$$,
  '23505', null, 'not even the owner of the schema can make a second running turn'
);
select is(
  tests.begin_turn((select id from ada), 'Elsewhere') ->> 'status', 'new', 'other conversations are not held up'
);

select tests.append((select (b ->> 'turn')::uuid from first), 0, 'Wait and see.');
select tests.finish((select (b ->> 'turn')::uuid from first));
select is(
  (select tests.begin_turn((select id from ada), 'What is the plan?', p_client => client) -> 'reply' ->> 'status' from first),
  'complete', 'a replay after the end says so'
);
create temp table second as
  select tests.begin_turn((select id from ada), 'And then?', (select id from place)) as b;
select is((select b ->> 'status' from second), 'new', 'the next message begins the next turn');
select results_eq(
  $$select (r ->> 'seq')::int, r ->> 'role', r ->> 'content', (r ->> 'token_count')::int, r ->> 'token_family'
    from second, jsonb_array_elements(b -> 'window_rows') r$$,
  $$values (2, 'assistant', 'Wait and see.', 20, 'llama'), (1, 'user', 'What is the plan?', 10, 'llama')$$,
  'and is given the rows before it, newest first'
);
select results_eq(
  $$select seq, role from messages where conversation = (select id from place) order by seq$$,
  $$values (1::bigint, 'user'), (2, 'assistant'), (3, 'user'), (4, 'assistant')$$,
  'the order goes on without a gap'
);
select is(
  (select title from conversations where id = (select id from place)), 'What is the plan?',
  'the title stays that of the first message'
);
select cmp_ok(
  (select updated_at from conversations where id = (select id from place)), '>',
  (select created_at from conversations where id = (select id from place)), 'the conversation has moved up in the list'
);

-- Somebody else's things.
select throws_ok(
  format('select tests.begin_turn(%L, %L, %L)', (select id from bob), 'Hi', (select id from place)), 'P0001', 'not_found',
  'another user''s conversation is not there'
);
select throws_ok(
  format('select tests.begin_turn(%L, %L, p_agent => %L)', (select id from bob), 'Hi',
    (select default_agent from profiles where id = (select id from ada))),
  'P0001', 'not_found', 'nor is another user''s agent'
);
select throws_ok(
  format('select tests.begin_turn(%L, %L, gen_random_uuid())', (select id from ada), 'Hi'), 'P0001', 'not_found',
  'nor a conversation that was deleted'
);
select is(
  (select count(*)::int from conversations where owner = (select id from bob)), 1, 'nothing was made by what was refused'
);

-- An empty conversation, made beforehand.
create temp table made (id uuid);
with c as (
  insert into conversations (owner, agent) select id, default_agent from profiles where id = (select id from ada) returning id
) insert into made select id from c;
select is(
  tests.begin_turn((select id from ada), 'Named by this', (select id from made)) -> 'conversation' ->> 'title',
  'Named by this', 'an untitled conversation is named by its first message'
);
update conversations set running = false, title = 'Mine', title_source = 'user', next_seq = 1 where id = (select id from made);
delete from turns where conversation = (select id from made);
delete from messages where conversation = (select id from made);
select is(
  tests.begin_turn((select id from ada), 'Not by this', (select id from made)) -> 'conversation' ->> 'title',
  'Mine', 'one that its user has named keeps the name'
);

select is(private.title_from(said), title, format('title of %s', left(quote_literal(said), 30))) from (values
  (E'  One\n\n two\tthree ', 'One two three'),
  ('The quick brown fox jumps over the lazy dog and then it sleeps', 'The quick brown fox jumps over the lazy dog and'),
  (repeat('x', 80), repeat('x', 50)),
  (repeat('長', 80), repeat('長', 50)),
  (E' \n ', 'New chat')
) t (said, title);

select is(
  (tests.begin_turn((select id from ada), 'How long?') -> 'conversation' ->> 'max_tokens')::int, 8000,
  'a new conversation has the usual budget'
);
select is(
  (tests.begin_turn((select id from ada), 'How long?', p_max => 12000) -> 'conversation' ->> 'max_tokens')::int, 12000,
  'or the one that the server was told'
);
select throws_ok(
  format('select tests.begin_turn(%L, %L, p_max => 999)', (select id from ada), 'Hi'), '23514', null,
  'within its limits'
);

select * from finish();
rollback;
