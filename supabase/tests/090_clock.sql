-- The order of things never comes from a clock.
begin;
set local search_path = public, extensions;
select plan(4);

create temp table person as select tests.make_user() as id;
select tests.set_clock('2030-05-01 12:00:00Z');
create temp table place as select tests.say(id, '1', '2') as id from person;
select tests.say((select id from person), '3', '4', (select id from place));
select is(
  (select count(distinct created_at)::int from messages), 1, 'when the clock stands still'
);
select tests.set_clock('2030-05-01 11:00:00Z');
select tests.say((select id from person), '5', '6', (select id from place));
select tests.set_clock('2030-05-01 14:00:00Z');
select tests.say((select id from person), '7', '8', (select id from place));
select tests.set_clock('2030-05-01 10:00:00Z');
create temp table last as select tests.begin_turn((select id from person), '9', (select id from place)) as b;

select is(
  (select string_agg(content, '' order by seq) from messages), '123456789', 'or is moved by hours, messages keep their order'
);
select is(
  (select string_agg(r ->> 'content', '' order by place) from last,
    jsonb_array_elements(b -> 'window_rows') with ordinality r (r, place)), '87654321', 'so does what a turn is given'
);
select is(
  tests.newest_turn((select id from place)), (select (b ->> 'turn')::uuid from last), 'and which turn is the newest'
);
select * from finish();
rollback;
