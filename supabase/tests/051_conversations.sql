-- What users do with their conversations directly: create, rename, set, delete. And what they can't.
begin;
set local search_path = public, extensions;
select plan(28);
select tests.set_clock('2030-05-01 12:00:00Z');

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select p.id, p.default_agent from profiles p join person n on n.id = p.id where name = 'ada';
grant select on person, ada to authenticated;
create temp table made (id uuid);
grant insert, select on made to authenticated;

select tests.act_as((select id from ada));
with c as (insert into conversations (agent) select default_agent from ada returning id) insert into made select id from c;
select results_eq(
  $$select title, title_source, max_tokens, model, reply_reserve, memory_strategy, message_count, running, revision,
    owner = (select id from ada), updated_at from conversations$$,
  $$values ('New chat', 'auto', 8000, null::text, null::int, 'hybrid', 0, false, 1::bigint, true,
    '2030-05-01 12:00:00Z'::timestamptz)$$,
  'a new conversation is its maker''s, with the defaults'
);
select lives_ok(
  $$insert into conversations (id, agent, title, model, max_tokens, reply_reserve)
    select '00000000-0000-4000-8000-000000000001', default_agent, E'  My\nown ', 'm', 4000, 500 from ada$$,
  'id, agent, title and settings can be given'
);
select results_eq(
  $$select title, title_source from conversations where id = '00000000-0000-4000-8000-000000000001'$$,
  $$values ('My own', 'user')$$, 'a title that was given is the user''s, on one line'
);
select throws_ok(
  $$insert into conversations (id, agent) select '00000000-0000-4000-8000-000000000001', default_agent from ada$$, '23505', null,
  'an id is used once'
);

select tests.act_as_owner();
select tests.set_clock('2030-05-01 13:00:00Z');
select tests.act_as((select id from ada));
select is(
  rename_conversation((select id from made), ' Better ') ->> 'title', 'Better', 'renaming answers the conversation as it is now'
);
select results_eq(
  'select title, title_source, revision, updated_at from conversations where id = (select id from made)',
  $$values ('Better', 'user', 2::bigint, '2030-05-01 12:00:00Z'::timestamptz)$$,
  'the title is the user''s now; the place in the list stays'
);
select lives_ok(
  $$update conversations set model = 'm', max_tokens = 2000, reply_reserve = 100 where id = (select id from made)$$, 'settings can be changed'
);
select results_eq(
  'select title_source, revision, updated_at from conversations where id = (select id from made)',
  $$values ('user', 3::bigint, '2030-05-01 12:00:00Z'::timestamptz)$$, 'which does not move it either'
);
select throws_ok(
  $$select rename_conversation((select id from made), ' ')$$, '23514', null, 'a title is not blank'
);

-- Columns that are ours.
select is(
  tests.outcome('authenticated', (select id from ada), sql), '42501', sql
) from unnest(array[
  $$update conversations set owner = gen_random_uuid()$$, $$update conversations set agent = gen_random_uuid()$$,
  $$update conversations set title_source = 'auto'$$, $$update conversations set total_tokens = 0$$,
  $$update conversations set message_count = 0$$, $$update conversations set next_seq = 1$$,
  $$update conversations set running = false$$, $$update conversations set revision = 99$$,
  $$update conversations set updated_at = 'infinity'$$, $$update conversations set metadata = '{"a": 1}'$$,
  $$insert into conversations (agent, owner) select default_agent, id from ada$$,
  $$insert into conversations (agent, next_seq) select default_agent, 99 from ada$$
]) sql;

select is(delete_conversation((select id from made)), true, 'deleting says whether there was something');
select is(delete_conversation((select id from made)), false, 'and whether there was not');
select tests.act_as_owner();
select is((select conversation_count from profiles where id = (select id from ada)), 1, 'the profile keeps count');
select tests.say((select id from ada));
select is((select conversation_count from profiles where id = (select id from ada)), 2, 'of those that turns make, too');

update profiles set conversation_count = 49999 where id = (select id from ada);
select is(
  tests.outcome('authenticated', (select id from ada), 'insert into conversations (agent) select default_agent from ada'),
  '1 rows', 'up to 50,000 conversations'
);
update profiles set conversation_count = 50000 where id = (select id from ada);
select is(
  tests.outcome('authenticated', (select id from ada), 'insert into conversations (agent) select default_agent from ada'),
  'cap_reached', 'and no more'
);
select is(
  tests.outcome('service_role', null, format(
    'select begin_turn(%L, gen_random_uuid(), %L, %L, 1, %L, %L, 1, 1, 15, %L)', (select id from ada), 'h', 'Hi', 'llama', 'm', tests.limits()
  )), 'cap_reached', 'by a turn neither'
);

select * from finish();
rollback;
