-- Pages of a conversation.
begin;
set local search_path = public, extensions;
select plan(10);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp table place as select tests.say((select id from person where name = 'ada'), 'One', 'Un') as id;
select tests.say((select id from person where name = 'ada'), 'Two', 'Deux', (select id from place));
select tests.say((select id from person where name = 'ada'), 'Three', 'Trois', (select id from place));
grant select on place to authenticated;

create function pg_temp.seqs(p_limit int, p_before bigint default null, p_after bigint default null) returns int[] language sql as $$
  select array(select (r ->> 'seq')::int from jsonb_array_elements(message_page((select id from place), p_limit, p_before, p_after)) r)
$$;
select is(pg_temp.seqs(10), array[1, 2, 3, 4, 5, 6], 'a page is in order');
select is(pg_temp.seqs(2), array[5, 6], 'the newest, where nothing else is said');
select is(pg_temp.seqs(2, 5), array[3, 4], 'or those before one');
select is(pg_temp.seqs(2, null, 1), array[2, 3], 'or those after one');
select is(pg_temp.seqs(10, 5, 1), array[2, 3, 4], 'or between two');
select is(pg_temp.seqs(0), array[]::int[], 'none is none');
select is(
  message_page((select id from place), 1) -> 0,
  (select to_jsonb(m) from messages m where m.conversation = (select id from place) and m.seq = 6), 'a message is all of its row'
);
select tests.retry_turn((select id from person where name = 'ada'), tests.newest_turn((select id from place)));
select is(pg_temp.seqs(3), array[4, 5, 7], 'what a retry has replaced is not there');

select tests.act_as((select id from person where name = 'ada'));
select is(pg_temp.seqs(3), array[4, 5, 7], 'its owner reads it');
select tests.act_as_owner();
select tests.act_as((select id from person where name = 'bob'));
select is(pg_temp.seqs(3), array[]::int[], 'and nobody else');

select * from finish();
rollback;
