-- What users may do to their own turns: ask for a stop, keep an interrupted reply.
begin;
set local search_path = public, extensions;
select plan(17);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp table a as select tests.begin_turn(id) as b from person where name = 'ada';
create temp view turn as select t.* from turns t, a where t.id = (a.b ->> 'turn')::uuid;
create temp view reply as select m.* from messages m, a where m.id = (a.b -> 'reply' ->> 'id')::uuid;
grant select on person, turn, reply to authenticated;
create function pg_temp.by(p_name text, p_sql text) returns text language plpgsql as $$
declare
  v_answer text;
begin
  perform tests.act_as((select id from person where name = p_name));
  execute p_sql into v_answer;
  perform tests.act_as_owner();
  return v_answer;
exception when others then
  return sqlerrm;
end
$$;

create temp table ask as select format('select request_stop(%L)', id) as stop, format('select keep_reply(%L)', id) as keep from turn;
select is(pg_temp.by('bob', stop), 'not_found', 'a stranger cannot stop a turn') from ask;
select is((select stop_requested from turn), false, 'and does not');
select is(pg_temp.by('ada', stop), 'true', 'its owner can') from ask;
select is((select stop_requested from turn), true, 'the server learns of it with its next call');
select is((select status from turn), 'running', 'and ends it');
select is(pg_temp.by('ada', stop), 'true', 'asking again changes nothing') from ask;
select is(pg_temp.by('ada', keep), 'not_found', 'a reply that is being written cannot be kept') from ask;
select tests.append((select id from turn), 0, 'As far as this');
select tests.finish((select id from turn), 'stopped');
select results_eq('select content, status from reply', $$values ('As far as this', 'stopped')$$, 'a stopped reply keeps its text');
select is(pg_temp.by('ada', stop), 'false', 'there is nothing left to stop') from ask;
select is(pg_temp.by('ada', keep), 'not_found', 'and nothing to decide about') from ask;
select is(pg_temp.by('ada', format('select request_stop(%L)', gen_random_uuid())), 'not_found', 'a turn that is not there is not found');

drop view reply, turn cascade;
drop table a, ask;
create temp table a as select tests.begin_turn(id) as b from person where name = 'ada';
update turns set lease_until = '-infinity' where id = (select (b ->> 'turn')::uuid from a);
select interrupt_expired();
create temp view reply as select m.* from messages m, a where m.id = (a.b -> 'reply' ->> 'id')::uuid;
create temp table ask as select format('select keep_reply(%L)', b ->> 'turn') as keep from a;
select is(pg_temp.by('bob', keep), 'not_found', 'a stranger cannot keep a reply') from ask;
select is(
  pg_temp.by('ada', keep)::jsonb, (select jsonb_build_object('message', b -> 'reply' -> 'id', 'revision', 3) from a),
  'its owner can, when it was interrupted'
) from ask;
select results_eq(
  'select metadata, status, revision from reply', $$values ('{"kept": true}'::jsonb, 'interrupted', 3::bigint)$$,
  'every device sees that'
);
select is((pg_temp.by('ada', keep)::jsonb ->> 'revision')::int, 3, 'keeping again changes nothing') from ask;
select is(
  tests.outcome('authenticated', null, format('select keep_reply(%L)', (select b ->> 'turn' from a))), 'not_found',
  'a token without a user keeps nothing'
);
select is(
  tests.outcome('authenticated', null, format('select request_stop(%L)', (select b ->> 'turn' from a))), 'not_found',
  'and stops nothing'
);

select * from finish();
rollback;
