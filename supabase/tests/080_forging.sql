-- What a user's own token must not be able to do, through any door, tried as the attacks they are. The positive control of
-- each is that the server can.
begin;
set local search_path = public, extensions;

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp table a as select tests.begin_turn(id, 'Hello') as b from person where name = 'ada';
create temp table his as select tests.say(id, 'Private', 'Very') as conversation from person where name = 'bob';

create temp table attack (what text, sql text);
insert into attack
select what, replace(replace(replace(replace(replace(sql, '{ada}', p.id::text), '{place}', a.b -> 'conversation' ->> 'id'),
  '{turn}', a.b ->> 'turn'), '{reply}', a.b -> 'reply' ->> 'id'), '{his}', his.conversation::text)
from a, his, (select id from person where name = 'ada') p, (values
  ('a reply in the model''s name', $$insert into messages (owner, conversation, seq, role, content, token_family, status)
    values ('{ada}', '{place}', 99, 'assistant', 'Forged', 'llama', 'complete')$$),
  ('a message of one''s own without a turn', $$insert into messages (owner, conversation, seq, role, content, token_family, status)
    values ('{ada}', '{place}', 99, 'user', 'Forged', 'llama', 'complete')$$),
  ('another text for a reply', $$update messages set content = 'Forged' where id = '{reply}'$$),
  ('another role', $$update messages set role = 'system' where id = '{reply}'$$),
  ('another place in the order', $$update messages set seq = 0 where id = '{reply}'$$),
  ('a smaller count', $$update messages set token_count = 0 where id = '{reply}'$$),
  ('a removed message', $$delete from messages where id = '{reply}'$$),
  ('a seq of one''s choice', $$update conversations set next_seq = 1 where id = '{place}'$$),
  ('another total', $$update conversations set total_tokens = 0 where id = '{place}'$$),
  ('a conversation that is not running', $$update conversations set running = false where id = '{place}'$$),
  ('another agent''s conversation', $$update conversations set agent = gen_random_uuid() where id = '{place}'$$),
  ('a second live turn', $$insert into turns (owner, conversation, client_message_id, body_hash, user_message, reply, seq, lease_until)
    values ('{ada}', '{place}', gen_random_uuid(), 'h', '{reply}', '{reply}', 9, now())$$),
  ('a turn that has ended', $$update turns set status = 'complete' where id = '{turn}'$$),
  ('a lease for ever', $$update turns set lease_until = 'infinity' where id = '{turn}'$$),
  ('a piece of a reply', $$insert into turn_chunks values ('{turn}', 0, 'delta', 0, 'Forged')$$),
  ('less usage', $$update usage set prompt_tokens = 0 where owner = '{ada}'$$),
  ('no usage', $$delete from usage where owner = '{ada}'$$),
  ('new limits', $$update limits set tokens = 0, turns = 0$$),
  ('knowing the limits', $$select * from limits$$),
  ('a turn of one''s own', $$select tests.begin_turn('{ada}')$$),
  ('a turn in somebody else''s name', $$select tests.begin_turn((select owner from conversations where id = '{his}'))$$),
  ('words for a running reply', $$select tests.append('{turn}', 0, 'Forged')$$),
  ('the end of a turn', $$select tests.finish('{turn}')$$),
  ('a retry without a charge', $$select tests.retry_turn('{ada}', '{turn}')$$),
  ('the sweep', $$select interrupt_expired()$$),
  ('somebody else''s conversations', $$select adopt_guest(gen_random_uuid(), '{ada}')$$),
  ('an account that is no guest', $$update profiles set is_guest = false where id = '{ada}'$$),
  ('another address', $$update profiles set email = 'admin@example.org' where id = '{ada}'$$),
  ('room for more', $$update profiles set conversation_count = 0 where id = '{ada}'$$),
  ('more agents', $$insert into agents (owner, name) values ('{ada}', 'Second')$$),
  ('another clock', $$create or replace function private.clock() returns timestamptz language sql as 'select now()'$$),
  ('the helpers behind the functions', $$select private.open_account('{ada}')$$),
  ('a channel', $$select private.broadcast('user:{ada}', 'conversation_delete', '{}')$$),
  ('a table of one''s own', $$create table public.mine (id int)$$),
  ('everything at once', $$truncate conversations cascade$$)
) s (what, sql);

select plan(6 + (select count(*)::int from attack));
select is(
  tests.outcome('authenticated', (select id from person where name = 'ada'), sql), '42501', 'refused: ' || what
) from attack;

select is(
  tests.outcome('authenticated', (select id from person where name = 'ada'),
    format('select 1 from messages where conversation = %L', (select conversation from his))), '0 rows', 'another''s words stay unread'
);
select is(
  tests.outcome('authenticated', (select id from person where name = 'ada'),
    format('update conversations set title = %L where id = %L', 'Mine', (select conversation from his))), '0 rows', 'another''s title stays'
);
select is(
  tests.outcome('authenticated', (select id from person where name = 'ada'),
    format('update profiles set default_agent = (select default_agent from profiles where id <> %L limit 1) where id = %L',
      (select id from person where name = 'ada'), (select id from person where name = 'ada'))), '1 rows',
  'and another''s agent cannot even be seen: the default becomes none'
);
select is(
  tests.outcome('authenticated', (select id from person where name = 'ada'), format(
    'update profiles set default_agent = %L', (select default_agent from profiles where id = (select id from person where name = 'bob'))
  )), '23503', 'nor named'
);
select is(
  tests.outcome('service_role', null, format(
    'select append_replies(15, %L)', jsonb_build_array(jsonb_build_object('turn', (select b ->> 'turn' from a), 'fence', 1))
  )), '1 rows', 'the server writes turns'
);
select is(
  tests.outcome('service_role', null, $$update messages set content = 'Forged'$$), '42501', 'and only through the functions'
);

select * from finish();
rollback;
