-- A whole conversation at once.
begin;
set local search_path = public, extensions;
select plan(24);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create function pg_temp.messages(p_pairs int default 3) returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_object(
    'role', case n % 2 when 1 then 'user' else 'assistant' end, 'content', 'Message ' || n, 'token_count', 10 * n,
    'token_family', 'llama', 'created_at', '2026-01-01T00:00:00Z', 'pinned', n = 1, 'muted', n = 3
  ) order by n) from generate_series(1, 2 * p_pairs) n
$$;
create function pg_temp.import(p_conversation jsonb default '{}', p_messages jsonb default pg_temp.messages(), p_summary jsonb default null,
  p_receipts jsonb default '[]') returns uuid language sql as $$
  select import_conversation((select id from ada), '{"title": "A sample", "metadata": {"sample": true}}'::jsonb || p_conversation,
    p_messages, p_summary, p_receipts)
$$;
create temp table made as select pg_temp.import(
  '{"settings": {"max_tokens": 2000, "memory_strategy": "summarization"}}',
  p_summary => tests.summary(2),
  p_receipts => '[{"seq": 4, "receipt": {"format": 1, "summarised": {"replaces": 30, "tokens": 12}}, "glance": {"tokens": 9}}]'
) as id;

select results_eq(
  $$select title, title_source, metadata, max_tokens, memory_strategy, summary_threshold, message_count, next_seq, running
    from conversations where id = (select id from made)$$,
  $$values ('A sample', 'user', '{"sample": true}'::jsonb, 2000, 'summarization', 6000, 6, 7::bigint, false)$$,
  'settings that are not given are filled in'
);
select results_eq(
  $$select seq, role, content, token_count, pinned, muted from messages where conversation = (select id from made) order by seq limit 3$$,
  $$values (1::bigint, 'user', 'Message 1', 10, true, false), (2, 'assistant', 'Message 2', 20, false, false),
    (3, 'user', 'Message 3', 30, false, true)$$,
  'messages are in order, with their marks'
);
select is((select count(*)::int from turns where conversation = (select id from made)), 3, 'each pair is a turn');
select is(
  (select count(*)::int from turns t join messages u on u.id = t.user_message join messages r on r.id = t.reply
   where t.conversation = (select id from made) and t.seq = r.seq and r.seq = u.seq + 1 and u.turn = t.id and r.turn = t.id
     and t.client_message_id = u.client_message_id and t.status = 'complete'), 3, 'as if it had been said'
);
select is(
  (select receipt ->> 'format' from turns where conversation = (select id from made) and seq = 4), '1', 'a receipt belongs to its turn'
);
select is(
  (select metadata from messages where conversation = (select id from made) and seq = 4), '{"receipt": {"tokens": 9}}', 'and shows at a glance'
);
select is((select metadata from messages where conversation = (select id from made) and seq = 2), '{}', 'where there is one');
select results_eq(
  $$select summary_version, summary_to, saved_tokens, recent_replies from conversations where id = (select id from made)$$,
  $$values (1, 2::bigint, 18::bigint, array[20, 40, 60])$$, 'and what turns would have left is there'
);
select is((select messages from summaries where conversation = (select id from made)), 2, 'a summary with its count too');
select is((select conversation_count from profiles where id = (select id from ada)), 1, 'it counts like any other');
select is(
  tests.begin_turn((select id from ada), 'Seven', (select id from made)) ->> 'status', 'new', 'and goes on like any other'
);
select is(
  (select c.agent from conversations c where id = (select id from made)), (select default_agent from profiles where id = (select id from ada)),
  'under the default agent'
);

select throws_ok(
  format('select pg_temp.import(jsonb_build_object(''agent'', %L))', (select default_agent from profiles where id = (select id from person where name = 'bob'))),
  'P0001', 'not_found', 'never under somebody else''s'
);
select throws_ok($$select import_conversation(gen_random_uuid(), '{"title": "x"}', pg_temp.messages())$$, 'P0001', 'unauthenticated', 'nor for nobody');
select throws_ok($$select pg_temp.import(p_messages => '[]')$$, 'P0001', 'invalid_input', 'nothing is no conversation');
select throws_ok(
  $$select pg_temp.import(p_messages => (pg_temp.messages() - 0) - 0 - 0)$$, 'P0001', 'invalid_input', 'nor is half a turn'
);
select throws_ok(
  $$select pg_temp.import(p_messages => (pg_temp.messages() - 5) || (pg_temp.messages() -> 0))$$, 'P0001', 'invalid_input', 'or two in a row'
);
select throws_ok($$select pg_temp.import(p_messages => pg_temp.messages(1001))$$, 'P0001', 'invalid_input', 'more than 2,000 messages are too many');
select throws_ok($$select pg_temp.import('{"settings": {"max_tokens": 1}}')$$, '23514', null, 'settings have their limits');
select is(
  import_sample((select id from ada), '{"title": "Another", "metadata": {"sample": true}}', pg_temp.messages()),
  jsonb_build_object('id', (select id from made), 'created', false), 'a sample that is there is the sample'
);
delete from conversations where id = (select id from made);
create temp table anew as select import_sample(
  (select id from ada), '{"title": "Another", "metadata": {"sample": true}}', pg_temp.messages()
) as answer;
select is((select answer ->> 'created' from anew), 'true', 'one that was deleted is made anew');
select is(
  (select title from conversations where id = (select (answer ->> 'id')::uuid from anew)), 'Another', 'with what was handed in'
);
update profiles set conversation_count = 50000 where id = (select id from ada);
select throws_ok($$select pg_temp.import()$$, 'P0001', 'cap_reached', 'so has the number of conversations');
select is((select count(*)::int from conversations), 1, 'what is refused leaves nothing');

select * from finish();
rollback;
