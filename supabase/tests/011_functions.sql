-- Every function of the API × every identity.
begin;
set local search_path = public, extensions;

create temp table identity (name text primary key, role text, person text);
insert into identity values
  ('control', 'none', 'ada'), ('owner', 'authenticated', 'ada'), ('stranger', 'authenticated', 'bob'),
  ('anon', 'anon', null), ('service', 'service_role', null);
create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user(p_guest => true);
create temp table running as
  select tests.begin_turn((select id from person where name = 'ada')) as b;
create temp table ended as
  select c as conversation, tests.newest_turn(c) as turn
  from (select tests.say((select id from person where name = 'ada')) as c offset 0) said;
create temp table interrupted as
  select tests.begin_turn((select id from person where name = 'ada')) as b;
update turns set lease_until = '-infinity' where id = (select (b ->> 'turn')::uuid from interrupted);
select interrupt_expired((select (b -> 'conversation' ->> 'id')::uuid from interrupted));

select tests.remember((select id from person where name = 'ada'), (select conversation from ended), 'Likes tea');
create temp table kept as select id as memory, revision from memories;
create temp table applied as
  select apply_maintenance((select id from person where name = 'ada'), '[]') ->> 'id' as run;

create temp table call (name text primary key, kind text, sql text);
insert into call
select name, kind, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sql,
  '{pair}', '[{"role": "user", "content": "Hi", "token_count": 1, "token_family": "llama", "created_at": "2026-01-01T00:00:00Z"},
    {"role": "assistant", "content": "Hi", "token_count": 1, "token_family": "llama", "created_at": "2026-01-01T00:00:00Z"}]'),
  '{ada}', a.id::text), '{bob}', b.id::text), '{limits}', tests.limits()::text),
  '{running}', r.b ->> 'turn'), '{ended}', e.turn::text), '{conversation}', e.conversation::text),
  '{interrupted}', i.b ->> 'turn'), '{memory}', k.memory::text), '{run}', y.run), '{message}',
  tests.message(e.conversation, 1)::text)
from kept k, applied y, running r, ended e, interrupted i, (select id from person where name = 'ada') a,
  (select id from person where name = 'bob') b, (values
  ('begin_turn', 'server', $$select begin_turn('{ada}', gen_random_uuid(), 'h', 'Hi', 1, 'llama', 'm', 1, 1, 15, '{limits}')$$),
  ('retry_turn', 'server', $$select retry_turn('{ada}', '{ended}', gen_random_uuid(), 'llama', 'm', 1, 1, 15, '{limits}')$$),
  ('find_turn', 'server', $$select find_turn('{ada}', gen_random_uuid(), 'h')$$),
  ('append_replies', 'server', $$select append_replies(15, '[{"turn": "{running}", "fence": 1}]')$$),
  ('finish_turn', 'server', $$select finish_turn('{running}', 1, 'complete', 1, 0, 0, 'llama', 'stop')$$),
  ('interrupt_expired', 'server', $$select interrupt_expired()$$),
  ('adopt_guest', 'server', $$select adopt_guest('{bob}', '{ada}')$$),
  ('charge_call', 'server', $$select charge_call('{ada}', '{limits}')$$),
  ('mark_messages', 'server', $$select mark_messages('{ada}', '{conversation}', '[]', 100)$$),
  ('summary_work', 'server', $$select summary_work('{ada}', '{conversation}', 0, 1000)$$),
  ('store_summary', 'server', $$select store_summary('{ada}', '{conversation}', tests.summary(2))$$),
  ('use_summary', 'server', $$select use_summary('{ada}', '{conversation}')$$),
  ('record_call', 'server', $$select record_call('{ada}', '{conversation}', 'title', tests.usage(), 'stop')$$),
  ('hold_rate', 'server', $$select hold_rate('groq', 'm', 1, 0, 60)$$),
  ('release_rate', 'server', $$select release_rate(gen_random_uuid())$$),
  ('set_auto_title', 'server', $$select set_auto_title('{ada}', '{conversation}', 'Hello', 'Greetings')$$),
  ('import_conversation', 'inner', $$select import_conversation('{ada}', '{"title": "Sample"}', '{pair}')$$),
  ('import_sample', 'server', $$select import_sample('{ada}', '{"title": "Sample"}', '{pair}')$$),
  ('extraction_work', 'server', $$select extraction_work('{ada}', '{conversation}')$$),
  ('resting_conversations', 'server', $$select resting_conversations(now())$$),
  ('store_memories', 'server', $$select store_memories('{ada}', '{conversation}', 2, 2, '[]')$$),
  ('memories_like', 'server', $$select memories_like('{ada}', array['tea'])$$),
  ('add_memory', 'server', $$select add_memory('{ada}', tests.memory('Likes coffee'))$$),
  ('edit_memory', 'server', $$select edit_memory('{ada}', '{memory}', 1, '{"content": "Likes cake"}')$$),
  ('merge_memories', 'server', $$select merge_memories('{ada}', '{}', '{memory}')$$),
  ('unindexed_memories', 'server', $$select unindexed_memories(1, 10)$$),
  ('index_memories', 'server', $$select index_memories('[]')$$),
  ('apply_maintenance', 'server', $$select apply_maintenance('{ada}', '[]')$$),
  ('undo_maintenance', 'server', $$select undo_maintenance('{ada}', '{run}')$$),
  ('sweep_memories', 'server', $$select sweep_memories()$$),
  ('derived_from', 'server', $$select derived_from('{ada}', '{"memories": ["{memory}"]}')$$),
  ('forget', 'server', $$select forget('{ada}', '{"memories": ["{memory}"]}')$$),
  ('mark_recalled', 'own', $$select mark_recalled('{conversation}', 'message', '{message}', 'drop')$$),
  ('list_memories', 'own', $$select 1 where list_memories() <> '[]'$$),
  ('memory_counts', 'own', $$select 1 where memory_counts() <> '[]'$$),
  ('list_maintenance', 'own', $$select 1 where list_maintenance() <> '[]'$$),
  ('unembedded', 'server', $$select unembedded(gen_random_uuid(), 15, 'm', 3)$$),
  ('store_vectors', 'server', $$select store_vectors('m', '{"messages": [], "memories": []}')
    from (select unembedded(gen_random_uuid(), 15, 'm', 3) as u offset 0) x where x.u is not null$$),
  ('embedding_state', 'server', $$select embedding_state('{ada}')$$),
  ('tend_vectors', 'server', $$select tend_vectors('m')$$),
  ('turn_receipt', 'own', $$select 1 where turn_receipt('{ended}') is not null$$),
  ('conversation_account', 'own', $$select 1 where conversation_account('{conversation}') is not null$$),
  ('unindexed_messages', 'server', $$select unindexed_messages(1, 10)$$),
  ('index_messages', 'server', $$select index_messages('[]')$$),
  ('search_messages', 'asked', $$select search_messages('{"terms": [{"term": "word"}]}')$$),
  ('search_memories', 'asked', $$select search_memories('{"terms": [{"term": "word"}]}')$$),
  ('search_summaries', 'asked', $$select search_summaries('{"terms": [{"term": "word"}]}')$$),
  ('search_titles', 'asked', $$select search_titles('{"text": "hello"}')$$),
  ('similar_terms', 'asked', $$select similar_terms('{word}')$$),
  ('recall_candidates', 'own', $$select recall_candidates('{conversation}', null, '{"terms": []}')$$),
  ('request_stop', 'own', $$select request_stop('{running}')$$),
  ('keep_reply', 'own', $$select keep_reply('{interrupted}')$$),
  ('rename_conversation', 'own', $$select rename_conversation('{conversation}', 'Renamed')$$),
  ('message_page', 'own', $$select 1 where message_page('{conversation}', 10) <> '[]'$$),
  ('window_rows', 'own', $$select window_rows('{conversation}', 100)$$),
  ('delete_conversation', 'own', $$select 1 where delete_conversation('{conversation}')$$)
) s (name, kind, sql);

create temp table expected (name text, identity text, outcome text);
insert into expected
select c.name, i.name, case
  -- Whoever is nobody's user owns nothing that could be found.
  when i.name = 'control' then '1 rows'
  when c.kind = 'asked' and i.name in ('owner', 'stranger') then '1 rows'
  when c.kind = 'server' and i.name = 'service' then '1 rows'
  when c.kind = 'own' and i.name = 'owner' then '1 rows'
  when c.name in ('delete_conversation', 'turn_receipt', 'conversation_account', 'message_page', 'list_memories', 'memory_counts',
    'list_maintenance') and i.name = 'stranger' then '0 rows'
  when c.kind = 'own' and i.name = 'stranger' then 'not_found'
  else '42501'
end
from call c, identity i;

select plan(2 + (select count(*)::int from expected));
select set_eq(
  'select name from call',
  $$select p.proname::text from pg_proc p where p.pronamespace = 'public'::regnamespace$$,
  'every function that the API exposes has a row in the matrix'
);
select is(
  (select count(*) from pg_proc p where p.pronamespace = 'public'::regnamespace),
  (select count(*) from call), 'and none has a second form'
);
select is(
  tests.outcome(i.role, (select p.id from person p where p.name = i.person), c.sql), e.outcome,
  format('%s by %s', e.name, e.identity)
)
from expected e
join call c using (name)
join identity i on i.name = e.identity
order by e.name, e.identity;

select * from finish();
rollback;
