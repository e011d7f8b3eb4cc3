-- Who may listen to which channel, asked as Realtime asks: can this user see a row of that topic? And nobody may send.
begin;
set local search_path = public, extensions;

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp table place as select tests.say(id) as id from ada;

create function pg_temp.hears(p_role text, p_user uuid, p_topic text, p_extension text default 'broadcast') returns text
language plpgsql as $$
declare
  v_id uuid := gen_random_uuid();
begin
  insert into realtime.messages (id, topic, extension, private) values (v_id, p_topic, p_extension, true);
  perform set_config('realtime.topic', p_topic, true);
  return tests.outcome(p_role, p_user, format('select 1 from realtime.messages where id = %L', v_id));
end
$$;
create temp table channel as
  select 'own' as name, 'user:' || (select id from ada) as topic union all
  select 'place', 'conversation:' || (select id from place);

select plan(15);
select is(pg_temp.hears('authenticated', (select id from ada), topic), '1 rows', 'their user hears ' || name) from channel;
select is(
  pg_temp.hears('authenticated', (select id from person where name = 'bob'), topic), '0 rows', 'a stranger does not hear ' || name
) from channel;
select is(
  pg_temp.hears('anon', null, topic), '0 rows', 'nobody without an account hears ' || name
) from channel;
select is(
  pg_temp.hears('authenticated', null, topic), '0 rows', 'nor does a token without a user hear ' || name
) from channel;
select is(
  pg_temp.hears('authenticated', (select id from ada), t), '0 rows', format('%s is nobody''s channel', t)
) from unnest(array['user:', 'conversation:nonsense', 'conversation:', 'everybody']) t;
select is(
  pg_temp.hears('authenticated', (select id from ada), (select topic from channel where name = 'own'), 'presence'), '0 rows',
  'there is no presence'
);
delete from conversations where id = (select id from place);
select is(
  pg_temp.hears('authenticated', (select id from ada), (select topic from channel where name = 'place')), '0 rows',
  'a deleted conversation has no channel'
);
select is(
  tests.outcome('authenticated', (select id from ada), format(
    'insert into realtime.messages (topic, extension, private) values (%L, %L, true)', topic, 'broadcast'
  )), '42501', 'not even its user may send to ' || name
) from channel where name = 'own';

select * from finish();
rollback;
