-- Bringing a guest's conversations to an account.
begin;
set local search_path = public, extensions;
select plan(24);

create temp table person as
  select 'guest' as name, tests.make_user(p_guest => true) as id
  union all select 'ada', tests.make_user(p_email => 'ada@example.org')
  union all select 'bob', tests.make_user(p_email => 'bob@example.org');
create temp view guest as select p.id, p.default_agent from profiles p join person n on n.id = p.id where name = 'guest';
create temp view ada as select p.id, p.default_agent from profiles p join person n on n.id = p.id where name = 'ada';
create temp view bob as select id from person where name = 'bob';
select tests.say((select id from ada), 'Mine');
select tests.say((select id from bob), 'His');
create temp table first as select tests.say((select id from guest), 'One') as id;
insert into agents (owner, name, system_prompt) select id, 'Pirate', 'Arr.' from guest;
create temp table pirate as select id from agents where name = 'Pirate';
create temp table second as
  select tests.begin_turn((select id from guest), 'Two', p_agent => (select id from pirate), p_client => '00000000-0000-4000-8000-00000000000c') as b;
select tests.begin_turn((select id from ada), 'Same id', p_client => '00000000-0000-4000-8000-00000000000c');

select throws_ok(
  format('select adopt_guest(%L, %L)', (select id from bob), (select id from ada)), 'P0001', 'not_found', 'an account is not adopted'
);
select throws_ok(
  format('select adopt_guest(%L, %L)', (select id from guest), (select id from guest)), 'P0001', 'not_found', 'nor oneself'
);
select throws_ok(
  format('select adopt_guest(%L, %L)', gen_random_uuid(), (select id from ada)), 'P0001', 'not_found', 'nor somebody who is not there'
);
select throws_ok(
  format('select adopt_guest(%L, %L)', (select id from guest), gen_random_uuid()), 'P0001', 'unauthenticated', 'nor by somebody who is not there'
);
select is(adopt_guest((select id from guest), (select id from ada)), 2, 'a guest''s conversations move, and are counted');
select is_empty(
  $$select 1 from conversations where owner = (select id from guest) union all
    select 1 from messages where owner = (select id from guest) union all
    select 1 from turns where owner = (select id from guest) union all
    select 1 from usage where owner = (select id from guest)$$,
  'with everything in them'
);
select is((select count(*)::int from messages where owner = (select id from ada)), 8, 'which is the account''s now');
select is((select count(*)::int from usage where owner = (select id from ada)), 2, 'as is what it cost');
select is(
  (select agent from conversations where id = (select id from first)), (select default_agent from ada),
  'what the guest''s untouched agent began goes on under the account''s own'
);
select results_eq(
  $$select a.name, a.owner = (select id from ada) from conversations c join agents a on a.id = c.agent, second
    where c.id = (second.b -> 'conversation' ->> 'id')::uuid$$,
  $$values ('Pirate', true)$$, 'an agent of the guest''s making comes along'
);
select is((select count(*)::int from agents where owner = (select id from ada)), 2, 'and only that');
select is(
  (select array[conversation_count, (select conversation_count from profiles where id = (select id from guest))]
    from profiles where id = (select id from ada)), array[4, 0], 'both counts are right'
);
select results_eq(
  $$select id = (select id from guest), default_agent = (select default_agent from ada) from profiles where is_guest$$,
  $$values (true, false)$$, 'the guest stays, with an agent of its own'
);
select set_eq(
  $$select revision from messages where conversation = (select id from first)$$, array[1, 2]::bigint[], 'messages are what they were'
);
select is(
  (select count(*)::int from turns where client_message_id = '00000000-0000-4000-8000-00000000000c'), 1,
  'an id that both had used stays the account''s'
);
select is(
  tests.append((select (b ->> 'turn')::uuid from second), 0, 'Going on') -> 'alive' <> '{}', true, 'a running turn runs on'
);
select lives_ok(format('select tests.finish(%L)', (select b ->> 'turn' from second)), 'and ends');
select is((select count(*)::int from usage where owner = (select id from ada)), 3, 'in the account');
select is(adopt_guest((select id from guest), (select id from ada)), 0, 'a second time there is nothing to move');
select is((select count(*)::int from conversations where owner = (select id from bob)), 1, 'nobody else is touched');
select is(
  tests.begin_turn((select id from guest), 'Still here') ->> 'status', 'new', 'the guest can go on alone'
);

-- A changed default agent comes along as well.
update agents set system_prompt = 'Be brief.' where id = (select default_agent from guest);
select is(adopt_guest((select id from guest), (select id from ada)), 1, 'once more');
select is((select count(*)::int from agents where owner = (select id from ada)), 3, 'a default agent that was changed moves too');
select is(
  tests.begin_turn((select id from guest), 'And again') ->> 'status', 'new', 'and the guest is given another'
);

select * from finish();
rollback;
