-- What a new conversation starts with: what is given, else its agent's wish, else its user's, else what everybody gets.
begin;
set local search_path = public, extensions;
select plan(13);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp table ada as
  select p.id, p.default_agent as agent from profiles p join person n using (id) where n.name = 'ada';
create temp table bob as
  select p.id, p.default_agent as agent from profiles p join person n using (id) where n.name = 'bob';
grant select on ada, bob to authenticated;
create function pg_temp.made(p_user uuid, p_sql text) returns text language plpgsql as $$
declare
  v_made text;
begin
  perform tests.act_as(p_user);
  execute p_sql || ' returning concat_ws('' '', memory_strategy, max_tokens, coalesce(window_size::text, ''-''),
    summary_threshold, coalesce(reply_reserve::text, ''-''))' into v_made;
  perform tests.act_as_owner();
  return v_made;
end
$$;
create function pg_temp.begun(p_max int default null, p_agent uuid default null) returns text language sql as $$
  select concat_ws(' ', c ->> 'memory_strategy', c ->> 'max_tokens', coalesce(c ->> 'window_size', '-'),
    c ->> 'summary_threshold', coalesce(c ->> 'reply_reserve', '-'))
  from (select tests.begin_turn((select id from ada), p_max => p_max, p_agent => p_agent) -> 'conversation') b (c)
$$;

select is(
  pg_temp.made((select id from ada), 'insert into conversations (agent) select agent from ada'),
  'hybrid 8000 - 6000 -', 'without a wish, what everybody gets'
);
select is(pg_temp.begun(), 'hybrid 8000 - 6000 -', 'from a turn too');
select is(pg_temp.begun(16000), 'hybrid 16000 - 6000 -', 'where the server may have a budget of its own');

update profiles set defaults = '{"memoryStrategy": "sliding_window", "maxTokens": 5000, "windowSize": 40}'
where id = (select id from ada);
select is(
  pg_temp.made((select id from ada), 'insert into conversations (agent) select agent from ada'),
  'sliding_window 5000 40 6000 -', 'a user''s wishes come before it'
);
select is(pg_temp.begun(16000), 'sliding_window 5000 40 6000 -', 'and before the server''s');
update agents set defaults = '{"memoryStrategy": "summarization", "summaryThreshold": 900, "replyReserve": 300}'
where id = (select agent from ada);
select is(
  pg_temp.made((select id from ada), 'insert into conversations (agent) select agent from ada'),
  'summarization 5000 40 900 300', 'an agent''s before the user''s, one by one'
);
select is(pg_temp.begun(16000, (select agent from ada)), 'summarization 5000 40 900 300', 'in a turn alike');
select is(
  pg_temp.made((select id from ada), 'insert into conversations (agent, memory_strategy, max_tokens, window_size, summary_threshold,
    reply_reserve) select agent, ''hybrid'', 1000, 2, 500, 64 from ada'),
  'hybrid 1000 2 500 64', 'what is given comes before every wish'
);
select is(
  pg_temp.made((select id from bob), 'insert into conversations (agent) select agent from bob'),
  'hybrid 8000 - 6000 -', 'and nobody gets somebody else''s'
);

-- Under the user's own rights.
select is(
  tests.outcome('authenticated', (select id from ada), $$update profiles set defaults = '{"maxTokens": 9000}'$$), '1 rows',
  'wishes are one''s own to change'
);
select is(
  tests.outcome('authenticated', (select id from ada), $$update agents set defaults = '{"maxTokens": 9000}'$$), '1 rows',
  'those of an agent too'
);
select is(
  tests.outcome('authenticated', (select id from ada), $$update agents set defaults = '{"maxTokens": 999}'$$), '23514',
  'within their limits'
);
select is(
  tests.outcome('authenticated', (select id from bob), format('update agents set defaults = %L where id = %L',
    '{"maxTokens": 9000}', (select agent from ada))), '0 rows', 'a stranger changes nobody''s'
);

select * from finish();
rollback;
