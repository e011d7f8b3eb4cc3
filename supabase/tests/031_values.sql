-- What no row may hold, whoever writes it. Each refusal stands beside the nearest value that is taken.
begin;
set local search_path = public, extensions;

create temp table made as select tests.make_user() as owner;
create temp table said as select tests.say(owner) as conversation from made;

create temp table rule (what text, taken text, refused text);
insert into rule values
  ('the name of an agent', $$update agents set name = repeat('x', 80)$$, $$update agents set name = repeat('x', 81)$$),
  ('an agent has a name', $$update agents set name = 'x'$$, $$update agents set name = ' '$$),
  ('a system prompt', $$update agents set system_prompt = repeat('é', 32000)$$,
    $$update agents set system_prompt = repeat('é', 32001)$$),
  ('a provider is an id', $$update agents set provider = 'groq'$$, $$update agents set provider = 'https://example.org'$$),
  ('a temperature', $$update agents set temperature = 2$$, $$update agents set temperature = 'NaN'$$),
  ('the length of a reply', $$update agents set max_output_tokens = 128000$$, $$update agents set max_output_tokens = 0$$),
  ('a theme', $$update profiles set theme = 'dark'$$, $$update profiles set theme = 'pink'$$),
  ('a locale', $$update profiles set locale = 'en-GB'$$, $$update profiles set locale = repeat('x', 36)$$),
  ('a title', $$update conversations set title = repeat('x', 200)$$, $$update conversations set title = repeat('x', 201)$$),
  ('a title has something to read', $$update conversations set title = '?'$$, $$update conversations set title = E' \t'$$),
  ('the smallest budget', $$update conversations set max_tokens = 1000$$, $$update conversations set max_tokens = 999$$),
  ('the largest budget', $$update conversations set max_tokens = 128000$$, $$update conversations set max_tokens = 128001$$),
  ('the smallest reserve', $$update conversations set reply_reserve = 64$$, $$update conversations set reply_reserve = 63$$),
  ('the largest reserve', $$update conversations set reply_reserve = 64000$$, $$update conversations set reply_reserve = 64001$$),
  ('a strategy', $$update conversations set memory_strategy = 'sliding_window'$$,
    $$update conversations set memory_strategy = 'hybrid'$$),
  ('a model', $$update conversations set model = repeat('x', 200)$$, $$update conversations set model = ''$$),
  ('metadata is small', $$update messages set metadata = jsonb_build_object('k', repeat('x', 16000))$$,
    $$update messages set metadata = jsonb_build_object('k', repeat('x', 16384))$$),
  ('metadata is an object', $$update conversations set metadata = '{"k": 1}'$$, $$update conversations set metadata = '[1]'$$),
  ('what a user says', $$update messages set content = repeat('é', 400000) where role = 'user'$$,
    $$update messages set content = repeat('é', 400001) where role = 'user'$$),
  ('what a model says', $$update messages set content = repeat('x', 400001) where role = 'assistant'$$,
    $$update messages set content = repeat('x', 4000001) where role = 'assistant'$$),
  ('a role', $$update messages set role = 'tool'$$, $$update messages set role = 'developer'$$),
  ('a status', $$update messages set status = 'failed'$$, $$update messages set status = 'lost'$$),
  ('a kind', $$update messages set kind = 'thinking'$$, $$update messages set kind = 'dream'$$),
  ('a count', $$update messages set token_count = 0$$, $$update messages set token_count = -1$$);

select plan(2 * (select count(*)::int from rule) + 3);
select is(tests.outcome('none', null, taken) ~ '^[1-9]\d* rows$', true, format('%s: taken', what)) from rule;
select is(tests.outcome('none', null, refused), '23514', format('%s: refused', what)) from rule;

select is(
  tests.outcome('none', null, format('select tests.begin_turn(%L, repeat(%L, 400001))', owner, 'x')), '23514',
  'a message that is too long begins nothing'
) from made;
select is(
  tests.outcome('none', null, $$update conversations set agent = (select a.id from agents a where a.owner <> conversations.owner
    limit 1)$$),
  case when exists (select 1 from agents a where a.owner <> (select owner from made)) then '23503' else '23502' end,
  'a conversation has an agent of its owner''s'
);
select is(
  tests.outcome('none', null, $$insert into messages (owner, conversation, seq, role, content, token_family, status)
    select owner, conversation, 1, 'user', 'Again', 'llama', 'complete' from messages limit 1$$),
  '23505', 'a seq is there once'
);

select * from finish();
rollback;
