-- What calls teach: how a provider counts, and how long replies become.
begin;
set local search_path = public, extensions;
select plan(20);

create temp table ada as select tests.make_user() as id;
create temp table place as select tests.say((select id from ada)) as id;
create function pg_temp.call(p_counted int, p_real int, p_changes jsonb default '{}', p_tokens int default 20, p_reason text default 'stop',
  p_status text default 'complete') returns void language sql as $$
  select tests.finish(
    (tests.begin_turn((select id from ada), p_conversation => (select id from place)) ->> 'turn')::uuid, p_status,
    p_usage => tests.usage() || jsonb_build_object('model', 'm', 'counted_prompt_tokens', p_counted, 'prompt_tokens', p_real) || p_changes,
    p_tokens => p_tokens, p_reason => p_reason
  )
$$;
create temp view learnt as select * from model_calibration where model = 'm';

select is_empty('select * from learnt', 'nobody knows a model at first');
select pg_temp.call(1000, 1190);
select results_eq(
  'select provider, token_family, calls, sum_x, sum_y, sum_xx, sum_xy, error from learnt',
  $$values ('groq', 'llama', 1, 1000::float8, 1190::float8, 1000000::float8, 1190000::float8, 0::float8)$$, 'a call is added to the sums'
);
select pg_temp.call(2000, 2280);
select is((select calls from learnt), 2, 'each one');
select ok((select error between 0.04 and 0.05 from learnt), 'and how far the ones before it were off is remembered');
select pg_temp.call(3000, 3370);
select pg_temp.call(500, 645);
select ok((select error < 0.03 from learnt), 'an offset and a ratio are found soon');
select pg_temp.call(4000 + n * 100, 100 + ((4000 + n * 100) * 1.09)::int) from generate_series(1, 8) n;
select ok((select error < 0.01 from learnt), 'and the error falls below one percent');
select is(
  (select round(private.predicted_tokens(c, 10000)) from model_calibration c where model = 'm'), 11000::float8, 'what is predicted is what follows'
);
create temp table known as select * from learnt;
select pg_temp.call(1000, 5000, '{"source": "counted"}');
select results_eq('select * from learnt', 'select * from known', 'what the provider did not count teaches nothing');
select pg_temp.call(1000, 1000, '{"provider": "offline"}');
select is_empty($$select 1 from model_calibration where provider = 'offline'$$, 'nor does the offline model');
select pg_temp.call(0, 5000);
select pg_temp.call(5000, 0);
select results_eq('select * from learnt', 'select * from known', 'nor a call without tokens');
select record_call((select id from ada), (select id from place), 'summary',
  tests.usage() || '{"model": "m", "token_family": "llama", "counted_prompt_tokens": 1000, "prompt_tokens": 1190}', 'stop');
select is((select calls from learnt), (select calls + 1 from known), 'calls beside the chat teach as well');
select tests.finish(
  (tests.begin_turn((select id from ada), p_conversation => (select id from place)) ->> 'turn')::uuid, p_usage =>
    tests.usage() || '{"model": "m", "provider": "openai-compatible", "counted_prompt_tokens": 100, "prompt_tokens": 120}'
);
select is((select count(*)::int from learnt), 2, 'the same name elsewhere is another model');
-- Prompts of one size say nothing of an offset.
select pg_temp.call(1000, 1100, '{"model": "same"}') from generate_series(1, 3);
select is(
  (select round(private.predicted_tokens(c, 2000)) from model_calibration c where model = 'same'), 2200::float8, 'without spread the ratio alone is taken'
);
update model_calibration set calls = 500, sum_x = 500000, sum_y = 500000, sum_xx = 500000000, sum_xy = 500000000 where model = 'same';
select pg_temp.call(1000, 2000, '{"model": "same"}');
select results_eq(
  $$select calls, sum_x, sum_y from model_calibration where model = 'same'$$, $$values (251, 251000::float8, 252000::float8)$$,
  'old calls fade'
);

-- Replies.
create temp table fresh as select tests.say((select id from ada)) as id;
update place set id = (select id from fresh);
create function pg_temp.replies() returns int[] language sql as $$
  select recent_replies from conversations where id = (select id from place)
$$;
select is(pg_temp.replies(), array[20], 'a conversation remembers how long its replies were');
select pg_temp.call(1, 1, p_tokens => 30, p_reason => 'length');
select is(pg_temp.replies(), array[20, -30], 'a negative one was cut off');
select pg_temp.call(1, 1, p_tokens => 40, p_status => 'stopped');
select pg_temp.call(1, 1, p_tokens => 50, p_status => 'failed');
select is(pg_temp.replies(), array[20, -30], 'one that was stopped, or failed, is no measure');
select pg_temp.call(1, 1, p_tokens => 0, p_reason => 'length');
select is(pg_temp.replies(), array[20, -30], 'nor one that says nothing');
select pg_temp.call(1, 1, p_tokens => n) from generate_series(1, 8) n;
select is(pg_temp.replies(), array[1, 2, 3, 4, 5, 6, 7, 8], 'the last eight are');
select tests.finish((tests.begin_turn((select id from ada)) ->> 'turn')::uuid);
select is(pg_temp.replies(), array[1, 2, 3, 4, 5, 6, 7, 8], 'of this conversation');

select * from finish();
rollback;
