-- Every table × every verb × every identity. What is not named below is refused.
begin;
set local search_path = public, extensions;

create temp table identity (name text primary key, role text, person text);
insert into identity values
  ('control', 'none', 'ada'), ('owner', 'authenticated', 'ada'), ('stranger', 'authenticated', 'bob'),
  ('anon', 'anon', null), ('service', 'service_role', null);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp table fixture as
  with begun as (select tests.begin_turn((select id from person where name = 'ada')) as b)
  select (b ->> 'turn')::uuid as turn, (b -> 'conversation' ->> 'id')::uuid as conversation,
    (b -> 'user_message' ->> 'id')::uuid as message
  from begun;
select tests.append((select turn from fixture), 0, 'Hi');
-- A conversation of Ada's with an ended turn and its usage.
create temp table ended as select tests.say((select id from person where name = 'ada')) as conversation;

select tests.store_summary((select id from person where name = 'ada'), (select conversation from ended), 2);
select tests.remember((select id from person where name = 'ada'), (select conversation from ended), 'Likes tea');
insert into recall_marks (owner, conversation, memory, mark)
select owner, (select conversation from ended), id, 'drop' from memories;
insert into deletions (owner, what, counts) select owner, 'memories', '{}' from memories;
insert into maintenance_runs (owner, plan, memories) select owner, '[]', '{}' from memories;
insert into model_calibration (provider, model, token_family) values ('groq', 'm', 'llama');
insert into token_rates (provider, model, tokens_limit, remaining) values ('groq', 'm', 8000, 8000);
insert into rate_holds (provider, model, granted, ends_at) values ('groq', 'm', 100, private.clock());

-- One indexed message, one that is gone, and a title.
select private.index_message((select message from fixture), tests.indexed('word'));
insert into search_removed (owner, kind, docs, total_len) select id, 2, 0, 0 from person where name = 'ada';
insert into title_terms select id, 'indexed', (select conversation from fixture) from person where name = 'ada';

create temp table statement (table_name text, verb text, sql text, primary key (table_name, verb));
insert into statement
select t, v, replace(replace(replace(replace(sql, '{ada}', a.id::text), '{turn}', f.turn::text),
  '{conversation}', f.conversation::text), '{message}', f.message::text)
from fixture f, (select id from person where name = 'ada') a, (values
  ('profiles', 'select', $$select 1 from profiles where id = '{ada}'$$),
  ('profiles', 'insert', $$insert into profiles (id) values (null)$$),
  ('profiles', 'update', $$update profiles set theme = 'dark' where id = '{ada}'$$),
  ('profiles', 'delete', $$delete from profiles where id = '{ada}'$$),
  ('agents', 'select', $$select 1 from agents where owner = '{ada}'$$),
  ('agents', 'insert', $$insert into agents (owner, name) values ('{ada}', 'Mine')$$),
  ('agents', 'update', $$update agents set name = 'Renamed' where owner = '{ada}'$$),
  ('agents', 'delete', $$with c as (delete from conversations where owner = '{ada}') delete from agents where owner = '{ada}'$$),
  ('conversations', 'select', $$select 1 from conversations where id = '{conversation}'$$),
  ('conversations', 'insert', $$insert into conversations (agent) select null$$),
  ('conversations', 'update', $$update conversations set title = 'Renamed' where id = '{conversation}'$$),
  ('conversations', 'delete', $$delete from conversations where id = '{conversation}'$$),
  ('messages', 'select', $$select 1 from messages where id = '{message}'$$),
  ('messages', 'insert', $$insert into messages (owner, conversation, seq, role, content, token_family, status)
    values ('{ada}', '{conversation}', 99, 'assistant', 'Forged', 'llama', 'complete')$$),
  ('messages', 'update', $$update messages set content = 'Forged' where id = '{message}'$$),
  ('messages', 'delete', $$delete from messages where id = '{message}'$$),
  ('turns', 'select', $$select 1 from turns where id = '{turn}'$$),
  ('turns', 'insert', $$insert into turns (owner, conversation, client_message_id, body_hash, user_message, reply, seq, status,
    lease_until) select owner, conversation, gen_random_uuid(), 'h', user_message, reply, 98, 'complete', now()
    from (values ('{ada}'::uuid, '{conversation}'::uuid, '{message}'::uuid, '{message}'::uuid))
      t (owner, conversation, user_message, reply)$$),
  ('turns', 'update', $$update turns set stop_requested = true where id = '{turn}'$$),
  ('turns', 'delete', $$delete from turns where id = '{turn}'$$),
  ('turn_chunks', 'select', $$select 1 from turn_chunks where turn = '{turn}'$$),
  ('turn_chunks', 'insert', $$insert into turn_chunks values ('{turn}', 9, 'delta', 9, 'Forged')$$),
  ('turn_chunks', 'update', $$update turn_chunks set text = 'Forged' where turn = '{turn}'$$),
  ('turn_chunks', 'delete', $$delete from turn_chunks where turn = '{turn}'$$),
  ('usage', 'select', $$select 1 from usage where owner = '{ada}'$$),
  ('usage', 'insert', $$insert into usage (owner, kind, provider, model, prompt_tokens, completion_tokens,
    counted_prompt_tokens, counted_completion_tokens, latency_ms, finish_reason)
    values ('{ada}', 'chat', 'groq', 'm', 0, 0, 0, 0, 0, 'stop')$$),
  ('usage', 'update', $$update usage set prompt_tokens = 0 where owner = '{ada}'$$),
  ('usage', 'delete', $$delete from usage where owner = '{ada}'$$),
  ('summaries', 'select', $$select 1 from summaries where owner = '{ada}'$$),
  ('summaries', 'insert', $$insert into summaries (owner, conversation, version, from_seq, to_seq, messages, lines, facts,
    token_count, token_family, replaces, source) values ('{ada}', '{conversation}', 9, 1, 1, 1, '[]', '[]', 1, 'llama', 1,
    'user')$$),
  ('summaries', 'update', $$update summaries set lines = '["Forged"]' where owner = '{ada}'$$),
  ('summaries', 'delete', $$delete from summaries where owner = '{ada}'$$),
  ('memories', 'select', $$select 1 from memories where owner = '{ada}'$$),
  ('memories', 'insert', $$insert into memories (owner, type, kind, content, importance, trust, token_family)
    values ('{ada}', 'long_term', 'fact', 'Forged', 5, 'stated', 'llama')$$),
  ('memories', 'update', $$update memories set content = 'Forged' where owner = '{ada}'$$),
  ('memories', 'delete', $$delete from memories where owner = '{ada}'$$),
  ('memory_sources', 'select', $$select 1 from memory_sources where owner = '{ada}'$$),
  ('memory_sources', 'insert', $$insert into memory_sources (memory, message, owner, content)
    select '{memory}', '{message}', '{ada}', 'Forged'$$),
  ('memory_sources', 'update', $$update memory_sources set content = 'Forged' where owner = '{ada}'$$),
  ('memory_sources', 'delete', $$delete from memory_sources where owner = '{ada}'$$),
  ('recall_marks', 'select', $$select 1 from recall_marks where owner = '{ada}'$$),
  ('recall_marks', 'insert', $$insert into recall_marks (owner, conversation, message, mark)
    values ('{ada}', '{conversation}', '{message}', 'pin')$$),
  ('recall_marks', 'update', $$update recall_marks set mark = 'pin' where owner = '{ada}'$$),
  ('recall_marks', 'delete', $$delete from recall_marks where owner = '{ada}'$$),
  ('deletions', 'select', $$select 1 from deletions where owner = '{ada}'$$),
  ('deletions', 'insert', $$insert into deletions (owner, what, counts) values ('{ada}', 'memories', '{}')$$),
  ('deletions', 'update', $$update deletions set kept = 9 where owner = '{ada}'$$),
  ('deletions', 'delete', $$delete from deletions where owner = '{ada}'$$),
  ('maintenance_runs', 'select', $$select 1 from maintenance_runs where owner = '{ada}'$$),
  ('maintenance_runs', 'insert', $$insert into maintenance_runs (owner, plan, memories) values ('{ada}', '[]', '{}')$$),
  ('maintenance_runs', 'update', $$update maintenance_runs set undone_at = now() where owner = '{ada}'$$),
  ('maintenance_runs', 'delete', $$delete from maintenance_runs where owner = '{ada}'$$),
  ('prices', 'select', $$select 1 from prices where model = 'openai/gpt-oss-20b'$$),
  ('prices', 'insert', $$insert into prices values ('groq', 'm', 0, 0, 0, '2026-01-01')$$),
  ('prices', 'update', $$update prices set input = 0 where model = 'openai/gpt-oss-20b'$$),
  ('prices', 'delete', $$delete from prices where model = 'openai/gpt-oss-20b'$$),
  ('model_calibration', 'select', $$select 1 from model_calibration where model = 'm'$$),
  ('model_calibration', 'insert', $$insert into model_calibration (provider, model, token_family) values ('g', 'm', 'l')$$),
  ('model_calibration', 'update', $$update model_calibration set sum_x = 0 where model = 'm'$$),
  ('model_calibration', 'delete', $$delete from model_calibration where model = 'm'$$),
  ('token_rates', 'select', $$select 1 from token_rates where model = 'm'$$),
  ('token_rates', 'insert', $$insert into token_rates (provider, model, tokens_limit, remaining) values ('g', 'm', 1, 1)$$),
  ('token_rates', 'update', $$update token_rates set remaining = 0 where model = 'm'$$),
  ('token_rates', 'delete', $$delete from token_rates where model = 'm'$$),
  ('rate_holds', 'select', $$select 1 from rate_holds where model = 'm'$$),
  ('rate_holds', 'insert', $$insert into rate_holds (provider, model, granted, ends_at) values ('g', 'm', 1, now())$$),
  ('rate_holds', 'update', $$update rate_holds set granted = 0 where model = 'm'$$),
  ('rate_holds', 'delete', $$delete from rate_holds where model = 'm'$$),
  ('search_docs', 'select', $$select 1 from search_docs where owner = '{ada}' and kind = 1$$),
  ('search_docs', 'insert', $$insert into search_docs (owner, kind, doc, message, created_at, len, terms, counts, version)
    select '{ada}', 1, 99, reply, now(), 1, array['x'], array[1::smallint], 1 from turns where id = '{turn}'$$),
  ('search_docs', 'update', $$update search_docs set role = 'user' where owner = '{ada}' and kind = 1$$),
  ('search_docs', 'delete', $$delete from search_docs where owner = '{ada}' and kind = 1$$),
  ('search_terms', 'select', $$select 1 from search_terms where owner = '{ada}' and kind = 1$$),
  ('search_terms', 'insert', $$insert into search_terms values ('{ada}', 1, 'forged', 99, 1, 1)$$),
  ('search_terms', 'update', $$update search_terms set tf = 9 where owner = '{ada}' and kind = 1$$),
  ('search_terms', 'delete', $$delete from search_terms where owner = '{ada}' and kind = 1$$),
  ('search_stats', 'select', $$select 1 from search_stats where owner = '{ada}' and kind = 1$$),
  ('search_stats', 'insert', $$insert into search_stats values ('{ada}', 3, 1, 0, 0)$$),
  ('search_stats', 'update', $$update search_stats set docs = 9 where owner = '{ada}' and kind = 1$$),
  ('search_stats', 'delete', $$delete from search_stats where owner = '{ada}' and kind = 1$$),
  ('search_removed', 'select', $$select 1 from search_removed where owner = '{ada}'$$),
  ('search_removed', 'insert', $$insert into search_removed (owner, kind, docs, total_len) values ('{ada}', 3, 1, 1)$$),
  ('search_removed', 'update', $$update search_removed set docs = 9 where owner = '{ada}'$$),
  ('search_removed', 'delete', $$delete from search_removed where owner = '{ada}'$$),
  ('title_terms', 'select', $$select 1 from title_terms where term = 'indexed'$$),
  ('title_terms', 'insert', $$insert into title_terms values ('{ada}', 'forged', '{conversation}')$$),
  ('title_terms', 'update', $$update title_terms set term = 'forged' where term = 'indexed'$$),
  ('title_terms', 'delete', $$delete from title_terms where term = 'indexed'$$),
  ('limits', 'select', $$select 1 from limits where key = 'turns:user:{ada}' limit 1$$),
  ('limits', 'insert', $$insert into limits (key, window_start) values ('turns:user:{ada}', 'epoch')$$),
  ('limits', 'update', $$update limits set turns = 0 where key = 'tokens:user:{ada}'$$),
  ('limits', 'delete', $$delete from limits where key = 'tokens:user:{ada}'$$)
) s (t, v, sql);
update statement set sql = replace(sql, '{memory}', (select id::text from memories));
-- The id of an agent is no secret, so a stranger may name Ada's.
update statement set sql = format('insert into conversations (agent) values (%L)', (
  select id from agents where owner = (select id from person where name = 'ada')
)) where (table_name, verb) = ('conversations', 'insert');
-- A profile needs a user that has none.
with lonely as (select tests.make_user() as id), gone as (
  delete from profiles where id = (select id from lonely) returning 1
)
update statement set sql = format('insert into profiles (id) values (%L)', (select id from lonely))
where (table_name, verb) = ('profiles', 'insert');
delete from profiles where id not in (select id from person);

create temp table expected (table_name text, verb text, identity text, outcome text);
insert into expected
select s.table_name, s.verb, i.name, case when i.name = 'control' then '1 rows' else '42501' end
from statement s, identity i;
-- Reading: one's own, and the server everything.
update expected set outcome = case identity when 'stranger' then '0 rows' else '1 rows' end
where verb = 'select' and identity in ('owner', 'stranger', 'service')
  and table_name not in (
    'limits', 'prices', 'model_calibration', 'token_rates', 'rate_holds', 'search_docs', 'search_terms', 'search_stats',
    'search_removed', 'title_terms'
  );
update expected set outcome = '1 rows' where verb = 'select' and identity = 'service';
-- Writing: settings, and whole conversations.
update expected set outcome = case identity when 'owner' then '1 rows' else '0 rows' end
where identity in ('owner', 'stranger') and (table_name, verb) in (
  ('profiles', 'update'), ('agents', 'update'), ('conversations', 'update'), ('conversations', 'delete')
);
update expected set outcome = case identity when 'owner' then '1 rows' else '23503' end
where identity in ('owner', 'stranger') and (table_name, verb) = ('conversations', 'insert');

select plan(2 + (select count(*)::int from expected));

select set_eq(
  $$select distinct table_name, verb from expected$$,
  $$select c.relname::text, v from pg_class c, unnest(array['select', 'insert', 'update', 'delete']) v
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')$$,
  'every table has a row in the matrix for every verb'
);
select is(
  (select count(*) from expected), (select count(*) * 5 from statement), 'and each for every identity'
);
select is(
  tests.outcome(i.role, (select p.id from person p where p.name = i.person), s.sql), e.outcome,
  format('%s: %s by %s', e.table_name, e.verb, e.identity)
)
from expected e
join statement s using (table_name, verb)
join identity i on i.name = e.identity
order by e.table_name, e.verb, e.identity;

select * from finish();
rollback;
