-- A user always ends up with a profile and a default agent, and no sign-up ever fails because of us.
begin;
set local search_path = public, extensions;
select plan(19);

create temp table person as
  select 'ada' as name, tests.make_user(p_email => 'ada@example.org') as id
  union all select 'guest', tests.make_user(p_guest => true);

select results_eq(
  $$select p.email, p.is_guest, p.theme from profiles p join person using (id) order by name$$,
  $$values ('ada@example.org', false, 'system'), (null, true, 'system')$$,
  'a profile comes with the sign-up'
);
select results_eq(
  $$select a.name from profiles p join agents a on a.id = p.default_agent and a.owner = p.id join person n on n.id = p.id$$,
  $$values ('Assistant'), ('Assistant')$$,
  'and an agent of the user''s own, which is the default'
);
select matches(
  (select system_prompt from agents where owner = (select id from person where name = 'ada')), 'do not know',
  'whose prompt asks for honesty'
);

update auth.users set email = 'guest@example.org', is_anonymous = false
where id = (select id from person where name = 'guest');
select results_eq(
  $$select email, is_guest from profiles where id = (select id from person where name = 'guest')$$,
  $$values ('guest@example.org', false)$$,
  'a guest who gives an address becomes an account'
);
select lives_ok(
  $$update auth.users set email = repeat('x', 240) || '@example.org' where id = (select id from person where name = 'ada')$$,
  'an address of any length is followed'
);

-- Whatever goes wrong on our side, the user is made.
create function tests.fail() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
create trigger broken before insert or update on profiles for each row execute function tests.fail();
select lives_ok(
  $$insert into person select 'unlucky', tests.make_user(p_guest => true)$$, 'a sign-up succeeds though no profile can be made'
);
select lives_ok(
  $$update auth.users set email = 'late@example.org', is_anonymous = false
    where id = (select id from person where name = 'unlucky')$$,
  'and so does giving an address'
);
drop trigger broken on profiles;
select is_empty(
  $$select 1 from profiles where id = (select id from person where name = 'unlucky')$$, 'there is no profile then'
);
select is(
  tests.begin_turn((select id from person where name = 'unlucky')) ->> 'status', 'new',
  'the first turn makes up for it'
);
select results_eq(
  $$select p.email, p.is_guest, a.name from profiles p join agents a on a.id = p.default_agent
    where p.id = (select id from person where name = 'unlucky')$$,
  $$values ('late@example.org', false, 'Assistant')$$,
  'with what is true by then'
);

update profiles set default_agent = null where id = (select id from person where name = 'ada');
delete from agents where owner = (select id from person where name = 'ada');
select is(
  tests.begin_turn((select id from person where name = 'ada')) ->> 'status', 'new', 'a lost agent is made again as well'
);
select is(
  (select count(*)::int from agents where owner = (select id from person where name = 'ada')), 1, 'once'
);
select throws_ok(
  $$select tests.begin_turn('00000000-0000-4000-8000-000000000000')$$, 'P0001', 'unauthenticated',
  'an account that is not there writes nothing'
);
select throws_ok($$select tests.begin_turn(null)$$, 'P0001', 'unauthenticated', 'and nobody neither');

-- Users from before the migration: the same call, for every one of them.
select is_empty(
  $$select u.id from auth.users u where not exists (
      select 1 from profiles p join agents a on a.id = p.default_agent and a.owner = p.id where p.id = u.id)$$,
  'nobody is without a profile and an agent'
);
select throws_ok(
  $$insert into agents (owner, name) select (select id from person where name = 'ada'), 'Agent ' || n
    from generate_series(1, 50) n$$,
  'P0001', 'cap_reached', 'an owner has at most 50 agents'
);
select lives_ok(
  $$insert into agents (owner, name) select (select id from person where name = 'ada'), 'Agent ' || n
    from generate_series(1, 49) n$$,
  'and may have 50'
);

select tests.say((select id from person where name = 'ada'));
delete from auth.users where id = (select id from person where name = 'ada');
select is_empty(
  $$select id from profiles where id = (select id from person where name = 'ada')$$, 'closing an account takes the profile'
);
select is_empty(
  $$select 1 from agents where owner = (select id from person where name = 'ada')
    union all select 1 from conversations where owner = (select id from person where name = 'ada')
    union all select 1 from messages where owner = (select id from person where name = 'ada')
    union all select 1 from turns where owner = (select id from person where name = 'ada')
    union all select 1 from usage where owner = (select id from person where name = 'ada')$$,
  'and everything else'
);

select * from finish();
rollback;
