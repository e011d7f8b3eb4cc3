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
  ('a strategy', $$update conversations set memory_strategy = 'summarization'$$,
    $$update conversations set memory_strategy = 'forget'$$),
  ('the smallest window', $$update conversations set window_size = 2$$, $$update conversations set window_size = 1$$),
  ('the largest window', $$update conversations set window_size = 2000$$, $$update conversations set window_size = 2001$$),
  ('the smallest threshold', $$update conversations set summary_threshold = 500$$,
    $$update conversations set summary_threshold = 499$$),
  ('the largest threshold', $$update conversations set summary_threshold = 128000$$,
    $$update conversations set summary_threshold = 128001$$),
  ('wishes of an agent', $$update agents set defaults = '{"memoryStrategy": "hybrid", "maxTokens": 1000, "windowSize": 2000,
    "summaryThreshold": 500, "replyReserve": 64}'$$, $$update agents set defaults = '{"memoryStrategy": "forget"}'$$),
  ('wishes are whole numbers', $$update agents set defaults = '{"maxTokens": 8000.0}'$$,
    $$update agents set defaults = '{"maxTokens": 8000.5}'$$),
  ('a wish has its limits', $$update profiles set defaults = '{"windowSize": 2}'$$,
    $$update profiles set defaults = '{"windowSize": 1}'$$),
  ('a wish is a number', $$update profiles set defaults = '{"replyReserve": 64}'$$,
    $$update profiles set defaults = '{"replyReserve": "64"}'$$),
  ('a wish that is none is absent', $$update profiles set defaults = '{}'$$, $$update profiles set defaults = '{"windowSize": null}'$$),
  ('wishes are known', $$update profiles set defaults = '{"maxTokens": 128000}'$$, $$update profiles set defaults = '{"colour": 1}'$$),
  ('wishes are an object', $$update profiles set defaults = '{}'$$, $$update profiles set defaults = '[]'$$),
  ('pinned or muted', $$update messages set pinned = true$$, $$update messages set pinned = true, muted = true$$),
  ('a gist stands for what is compressed', $$update messages set compressed = true, gist = 'x', gist_tokens = 1$$,
    $$update messages set compressed = true$$),
  ('a gist is one line', $$update messages set gist = repeat('é', 160)$$, $$update messages set gist = repeat('é', 161)$$),
  ('a receipt is small', $$update turns set receipt = '{"format": 1}'$$,
    $$update turns set receipt = jsonb_build_object('k', repeat('x', 131072))$$),
  ('a receipt is an object', $$update turns set receipt = '{}'$$, $$update turns set receipt = '[]'$$),
  ('eight replies are remembered', $$update conversations set recent_replies = '{1,2,3,4,5,6,7,8}'$$,
    $$update conversations set recent_replies = '{1,2,3,4,5,6,7,8,9}'$$),
  ('what a call was for', $$update usage set kind = 'lab'$$, $$update usage set kind = 'fun'$$),
  ('a cost has a date', $$update usage set cost = 1, priced_as_of = '2026-01-01'$$,
    $$update usage set cost = 1, priced_as_of = null$$),
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
