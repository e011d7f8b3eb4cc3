-- What the channels are told: ids and revisions, to the right channel, and nothing of the content.
begin;
set local search_path = public, extensions;
select plan(12);

create temp table person as select tests.make_user() as id union all select tests.make_user();
create temp view ada as select id from person limit 1;
create temp table seen (id uuid);
-- What has been told since the last look; hosted projects add an id to payloads that have none.
create function pg_temp.news() returns table (topic text, event text, payload jsonb) language sql as $$
  with fresh as (
    insert into seen select m.id from realtime.messages m where m.id not in (select id from seen) returning id
  )
  select m.topic, m.event, case when m.event in ('delta') then m.payload - 'id' else m.payload end
  from realtime.messages m join fresh using (id)
$$;

create temp table a as select tests.begin_turn(id, 'Secret') as b from ada;
create temp view named as select
  'user:' || (select id from ada) as own, 'conversation:' || (b -> 'conversation' ->> 'id') as place,
  b -> 'conversation' -> 'id' as conversation, b -> 'user_message' -> 'id' as message, b -> 'reply' -> 'id' as reply,
  b -> 'turn' as turn
from a;
select set_eq(
  'select * from pg_temp.news()',
  $$select own, 'conversation_upsert', jsonb_build_object('id', conversation, 'revision', 1) from named union all
    select place, 'message', jsonb_build_object('id', message, 'seq', 1, 'revision', 1) from named union all
    select place, 'message', jsonb_build_object('id', reply, 'seq', 2, 'revision', 1) from named union all
    select place, 'turn', jsonb_build_object('id', turn, 'status', 'running', 'replyId', reply) from named$$,
  'a turn that begins'
);
select tests.append((select (b ->> 'turn')::uuid from a), 0, 'Words');
select set_eq(
  'select * from pg_temp.news()',
  $$select place, 'delta', jsonb_build_object('turnId', turn, 'replyId', reply, 'offset', 0, 'text', 'Words') from named$$,
  'a running reply: its text alone'
);
select tests.finish((select (b ->> 'turn')::uuid from a));
select set_eq(
  'select * from pg_temp.news()',
  $$select own, 'conversation_upsert', jsonb_build_object('id', conversation, 'revision', 2) from named union all
    select place, 'message', jsonb_build_object('id', reply, 'seq', 2, 'revision', 2) from named union all
    select place, 'turn', jsonb_build_object('id', turn, 'status', 'complete', 'replyId', reply) from named$$,
  'a turn that ends'
);
update conversations set title = 'Renamed' where owner = (select id from ada);
select set_eq(
  'select * from pg_temp.news()',
  $$select own, 'conversation_upsert', jsonb_build_object('id', conversation, 'revision', 3) from named$$, 'a new title'
);
update conversations set title = 'Renamed' where owner = (select id from ada);
select is_empty('select * from pg_temp.news()', 'nothing new is nothing to tell');
update messages set owner = (select id from person offset 1 limit 1);
select is_empty('select * from pg_temp.news()', 'a change of owner changes no message');
update messages set owner = (select id from ada);
update turns set lease_until = lease_until + interval '1 s';
select is_empty('select * from pg_temp.news()', 'a renewed lease is nobody''s business');
select set_eq('select distinct private from realtime.messages', array[true], 'every channel is private');
select is_empty(
  $$select 1 from realtime.messages where payload::text like '%Secret%'$$, 'what a user says is never sent'
);

delete from conversations where owner = (select id from ada);
select set_eq(
  'select * from pg_temp.news()', $$select own, 'conversation_delete', jsonb_build_object('id', conversation) from named$$,
  'a conversation that is gone'
);

-- A channel that does not work.
alter function realtime.send(jsonb, text, text, boolean) rename to gone;
select lives_ok($$select tests.say((select id from ada))$$, 'a write succeeds though nobody can be told');
select is((select count(*)::int from messages), 2, 'and is there');

select * from finish();
rollback;
