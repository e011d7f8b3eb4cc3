-- Pinning, muting and compressing.
begin;
set local search_path = public, extensions;
select plan(30);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp table place as select tests.say((select id from ada), 'One', 'Un') as id;
select tests.say((select id from ada), 'Two', 'Deux', (select id from place));
create temp table other as select tests.say((select id from person where name = 'bob')) as id;
create function pg_temp.mark(p_seq bigint, p_mark jsonb, p_cap int default 100) returns jsonb language sql as $$
  select mark_messages((select id from ada), (select id from place),
    jsonb_build_array(p_mark || jsonb_build_object('id', tests.message((select id from place), p_seq))), p_cap)
$$;
create function pg_temp.marks(p_seq bigint) returns text language sql as $$
  select concat_ws(' ', case when pinned then 'pinned' end, case when muted then 'muted' end,
    case when compressed then 'compressed' end, gist, gist_tokens)
  from messages where id = tests.message((select id from place), p_seq)
$$;

select is(pg_temp.mark(2, '{"pinned": true}') ->> 'pinned_tokens', '20', 'pinning tells what is pinned by now');
select is(pg_temp.marks(2), 'pinned', 'and pins');
select is(pg_temp.mark(1, '{"pinned": true}') ->> 'pinned_tokens', '30', 'in all');
select is(
  pg_temp.mark(1, '{"pinned": true}') -> 'messages',
  (select jsonb_build_array(jsonb_build_object('id', id, 'revision', 2)) from messages where id = tests.message((select id from place), 1)),
  'a mark that is there already changes nothing'
);
select lives_ok($$select pg_temp.mark(2, '{"muted": true}')$$, 'what is pinned can be muted');
select is(pg_temp.marks(2), 'muted', 'and is pinned no more');
select lives_ok($$select pg_temp.mark(2, '{"pinned": true}')$$, 'the reverse');
select is(pg_temp.marks(2), 'pinned', 'the same');
select throws_ok($$select pg_temp.mark(2, '{"pinned": true, "muted": true}')$$, '23514', null, 'never both');
select lives_ok($$select pg_temp.mark(4, '{"compressed": true, "gist": "D…", "gist_tokens": 6}')$$, 'compressing brings what stands for it');
select is(pg_temp.marks(4), 'compressed D… 6', 'and its tokens');
select throws_ok($$select pg_temp.mark(3, '{"compressed": true}')$$, '23514', null, 'there is no compressing without');
select lives_ok($$select pg_temp.mark(4, '{"muted": true}')$$, 'other marks');
select is(pg_temp.marks(4), 'muted compressed D… 6', 'stay what they were');
select lives_ok($$select pg_temp.mark(4, '{"compressed": false, "muted": false}')$$, 'all of it can be undone');
select is(pg_temp.marks(4), '', 'without a trace');
select is(
  (select content || token_count from messages where id = tests.message((select id from place), 4)), 'Deux20',
  'nothing that was said has changed'
);

-- The cap.
select is(pg_temp.mark(3, '{"pinned": true}', 40) ->> 'pinned_tokens', '40', 'pinned messages may take their cap');
select throws_ok($$select pg_temp.mark(4, '{"pinned": true}', 40)$$, 'P0001', 'pin_cap', 'and no more');
create function pg_temp.why(p_sql text) returns text language plpgsql as $$
declare
  v_why text;
begin
  execute p_sql;
  return null;
exception when raise_exception then
  get stacked diagnostics v_why = pg_exception_detail;
  return v_why;
end
$$;
select is(
  pg_temp.why($$select pg_temp.mark(4, '{"pinned": true}', 40)$$)::jsonb,
  '{"cap": 40, "have": 40, "wanted": 60, "of": "tokens"}', 'in numbers'
);
select is(pg_temp.marks(4), '', 'what does not fit is not pinned');
select is(pg_temp.mark(3, '{"pinned": false}', 5) ->> 'pinned_tokens', '30', 'unpinning is always possible');
insert into messages (owner, conversation, seq, role, content, token_count, token_family, status, pinned)
select (select id from ada), (select id from place), 100 + n, 'user', 'x', 0, 'llama', 'complete', true from generate_series(1, 98) n;
select is(
  pg_temp.why($$select pg_temp.mark(3, '{"pinned": true}')$$)::jsonb,
  '{"cap": 100, "have": 100, "wanted": 101, "of": "messages"}', 'nor are more than a hundred'
);
delete from messages where conversation = (select id from place) and seq > 100;

-- All or none, and only what is there to be marked.
select throws_ok(
  $$select mark_messages((select id from ada), (select id from place), jsonb_build_array(
    jsonb_build_object('id', tests.message((select id from place), 4), 'muted', true),
    jsonb_build_object('id', tests.message((select id from other), 1), 'muted', true)), 100)$$,
  'P0001', 'not_found', 'a message of another conversation is not there'
);
select is(pg_temp.marks(4), '', 'and the rest is not marked either');
select throws_ok(
  $$select mark_messages((select id from ada), (select id from other), '[]', 100)$$, 'P0001', 'not_found', 'nor is somebody else''s'
);
select tests.begin_turn((select id from ada), 'Three', (select id from place));
select throws_ok($$select pg_temp.mark(6, '{"muted": true}')$$, 'P0001', 'not_found', 'nor a reply that is being written');
select tests.finish(tests.newest_turn((select id from place)));
select tests.retry_turn((select id from ada), tests.newest_turn((select id from place)));
select throws_ok($$select pg_temp.mark(6, '{"muted": true}')$$, 'P0001', 'not_found', 'nor one that was replaced');

-- Told once.
delete from realtime.messages;
select mark_messages((select id from ada), (select id from place), (
  select jsonb_agg(jsonb_build_object('id', id, 'muted', true)) from messages where conversation = (select id from place) and seq in (1, 4)
), 100);
select results_eq(
  'select topic, event, payload -> ''seqs'' from realtime.messages',
  $$select 'conversation:' || id, 'marks', '[1, 4]'::jsonb from place$$, 'marks are told of all at once, by seq'
);
delete from realtime.messages;
select pg_temp.mark(1, '{"muted": true}');
select is_empty('select 1 from realtime.messages', 'and only when there is something to tell');

select * from finish();
rollback;
