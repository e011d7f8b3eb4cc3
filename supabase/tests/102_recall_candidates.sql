-- What a turn may recall: one's own messages that match, and what stands beside them. Nothing that is muted, replaced,
-- temporary or not allowed, and nothing of anybody else's.
begin;
set local search_path = public, extensions;
select plan(21);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';
create temp table talk as select tests.tell((select id from ada), 'The kiln fires at noon', 'Noted') as id;
select tests.tell((select id from ada), 'Unrelated', 'Quite', (select id from talk));
select tests.tell((select id from ada), 'Also unrelated', 'Indeed', (select id from talk));
select tests.tell((select id from ada), 'More of it', 'Fine', (select id from talk));
create temp table past as select tests.tell((select id from ada), 'The kiln is red', 'A red kiln') as id;
create temp table hushed as
  select tests.tell((select id from ada), 'A kiln nobody knows of', 'Hush', p_temporary => true) as id;
create temp table his as select tests.tell((select id from bob), 'The kiln of Bob', 'His kiln') as id;
grant select on talk to authenticated;

-- The contents of what somebody's turn is offered: candidates alone, or all that have content.
create function pg_temp.offered(
  p_user uuid, p_conversation uuid, p_before bigint default null, p_scope jsonb default '{}', p_more jsonb default '{}',
  p_candidates boolean default true
) returns text[]
language plpgsql as $$
declare
  v_answer json;
begin
  perform tests.act_as(p_user);
  v_answer := public.recall_candidates(p_conversation, p_before, jsonb_build_object(
    'terms', '[{"term": "kiln", "weight": 1}]'::jsonb, 'candidates', 10,
    'scope', '{"own": true, "past": true, "memories": true}'::jsonb || p_scope
  ) || p_more);
  perform tests.act_as_owner();
  return array(
    select r.value ->> 'content' from json_array_elements(v_answer -> 'rows') r (value)
    where r.value ->> 'content' is not null and ((r.value ->> 'candidate')::boolean or not p_candidates) order by 1
  );
end
$$;

select is(
  pg_temp.offered((select id from ada), (select id from talk)),
  array['A red kiln', 'The kiln fires at noon', 'The kiln is red'], 'own and past messages match'
);
select is(
  pg_temp.offered((select id from bob), (select id from his)), array['His kiln', 'The kiln of Bob'], 'and nobody else''s'
);
select throws_ok(
  format('select pg_temp.offered(%L, %L)', (select id from bob), (select id from talk)), 'P0001', 'not_found',
  'a stranger''s conversation is not there'
);
select tests.act_as_owner();
select is(
  pg_temp.offered((select id from ada), (select id from talk), p_scope => '{"past": false}'),
  array['The kiln fires at noon'], 'this conversation alone'
);
select is(
  pg_temp.offered((select id from ada), (select id from talk), p_scope => '{"own": false}'),
  array['A red kiln', 'The kiln is red'], 'or the others'
);
select is(
  pg_temp.offered((select id from ada), (select id from talk), 1), array['A red kiln', 'The kiln is red'],
  'what comes after a message is not recalled for it'
);
select is(
  pg_temp.offered((select id from ada), (select id from talk), p_scope => '{"past": false}', p_candidates => false),
  array['Noted', 'Quite', 'The kiln fires at noon', 'Unrelated'], 'what stands around it comes with its words'
);
select tests.act_as((select id from ada));
create temp table answer as select recall_candidates(
  (select id from talk), null, '{"terms": [{"term": "kiln", "weight": 2}], "candidates": 10, "scope": {"own": true}}'
) as a;
select tests.act_as_owner();
select is(
  (select array_agg((r ->> 'seq')::int order by (r ->> 'seq')::int) from answer, json_array_elements(a -> 'rows') r),
  array[1, 2, 3, 4], 'three on either side without'
);
select is((select (a -> 'terms')::jsonb from answer), '[{"term": "kiln", "weight": 2, "df": 4}]', 'terms are counted among one''s own');
select is((select (a -> 'allowed')::jsonb from answer), '{"own": true, "past": false, "memories": false}', 'and what is allowed is told');
select is(
  (select r ->> 'terms' from answer, json_array_elements(a -> 'rows') r where r ->> 'seq' = '1'), 'the kiln fires at noon',
  'rows say their terms, in the order of the text'
);

-- A conversation that is not there yet.
select is(
  pg_temp.offered((select id from ada), null), array['A red kiln', 'The kiln fires at noon', 'The kiln is red'],
  'a new conversation recalls the past'
);
select is(pg_temp.offered((select id from ada), null, p_more => '{"temporary": true}'), '{}', 'a temporary one does not');
select is(pg_temp.offered((select id from ada), (select id from hushed)), '{}', 'nor one that has begun');

-- Switches.
update conversations set recall_past = false where id = (select id from past);
select is(
  pg_temp.offered((select id from ada), (select id from talk)), array['The kiln fires at noon'],
  'a conversation that keeps to itself is not recalled elsewhere'
);
select is(
  pg_temp.offered((select id from ada), (select id from past)), array['A red kiln', 'The kiln is red'],
  'and recalls itself alone'
);
update conversations set recall_past = true;
update agents set recall_past = false where owner = (select id from ada);
select is(
  pg_temp.offered((select id from ada), (select id from talk)), array['The kiln fires at noon'], 'nor past its agent'
);
update agents set recall_past = true;
update messages set muted = true where content = 'A red kiln';
update messages set forgotten = true where content = 'The kiln is red';
select is(
  pg_temp.offered((select id from ada), (select id from talk)), array['The kiln fires at noon'],
  'muted and forgotten messages are not recalled'
);
select tests.retry_turn((select id from bob), tests.newest_turn((select id from his)));
select is(
  pg_temp.offered((select id from bob), (select id from his)), array['The kiln of Bob'], 'nor replaced ones'
);

-- The words of the message before.
select is(
  pg_temp.offered((select id from ada), (select id from talk), 3, p_more => '{"terms": [], "previous": 0.5}'),
  array['The kiln fires at noon'], 'are searched for as well'
);
select tests.tell((select id from ada), 'Gneiss', 'Yes', (select id from talk));
select is(
  pg_temp.offered((select id from ada), (select id from talk), p_more => '{"terms": [], "previous": 0.5}'),
  '{}', 'but for what is nowhere else'
);

select * from finish();
rollback;
