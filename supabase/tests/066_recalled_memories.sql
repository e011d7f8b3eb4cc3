-- Memories in a turn and on their page: which are told, to whom, what the user marks, and what they cost.
begin;
set local search_path = public, extensions;
select plan(43);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';
create temp table place as select tests.say((select id from ada), 'I live in Bern', 'Noted') as id;
create temp table past as select tests.say((select id from ada), 'Long ago', 'Yes') as id;
create temp table theirs as select tests.say((select id from bob), 'I live in Bern', 'Noted') as id;
insert into agents (owner, name) select id, 'Second' from ada;
create temp table agent as select id, name from agents where owner = (select id from ada);
create function pg_temp.agent(p_name text) returns uuid language sql as $$ select id from agent where name = p_name $$;

create temp table memory (name text primary key, id uuid);
insert into memory select n, tests.remember((select id from ada), (select id from place), n, null, c)
from (values
  ('Bern is home', '{}'), ('Bern in capitals', '{"standing": true, "kind": "instruction", "importance": 9}'),
  ('Bern for the second', jsonb_build_object('agent', pg_temp.agent('Second')))
) x (n, c);
insert into memory select n, tests.remember((select id from ada), (select id from past), n, null, c)
from (values
  ('Bern is a plan', jsonb_build_object('type', 'working', 'kind', 'goal', 'conversation', (select id from past))),
  ('Bern was talked about', jsonb_build_object('type', 'episodic', 'kind', 'episode', 'conversation', (select id from past)))
) x (n, c);
insert into memory select 'Bern once', tests.remember((select id from ada), (select id from place), 'Bern once', null,
  '{"valid_to": "2026-01-01T00:00:00Z"}');
select tests.remember((select id from bob), (select id from theirs), 'Bern is theirs');
create function pg_temp.here() returns uuid language sql as $$ select id from place $$;
create function pg_temp.recall(
  p_agent text default 'Assistant', p_conversation uuid default pg_temp.here(), p_query jsonb default '{}'
) returns text[] language sql as $$
  select coalesce(array_agg(m ->> 'content' order by m ->> 'content' collate "C"), '{}') from jsonb_array_elements(private.recall_memories(
    (select id from ada), pg_temp.agent(p_agent), p_conversation, '{"terms": [{"term": "bern", "weight": 1}]}'::jsonb || p_query
  ) -> 'memories') m
$$;
create function pg_temp.standing(p_agent text default 'Assistant') returns text[] language sql as $$
  select coalesce(array_agg(m ->> 'content'), '{}') from jsonb_array_elements(private.recall_memories(
    (select id from ada), pg_temp.agent(p_agent), (select id from place), '{"terms": []}') -> 'standing') m
$$;
create function pg_temp.list(p_query jsonb default '{}') returns text[] language sql as $$
  select coalesce(array_agg(m ->> 'content'), '{}') from jsonb_array_elements(list_memories(p_query)) m
$$;
grant select on ada, bob, person, place, past, theirs, memory, agent to authenticated;

-- Told.
select is(pg_temp.recall(), array['Bern is home', 'Bern was talked about'], 'what holds everywhere, and what the past was about');
select is(
  pg_temp.recall('Second'), array['Bern for the second', 'Bern is home', 'Bern was talked about'], 'and what is one agent''s own'
);
select is(
  pg_temp.recall('Assistant', (select id from past)), array['Bern is a plan', 'Bern is home', 'Bern was talked about'],
  'what is being worked on is told where it is'
);
select is(pg_temp.recall('Assistant', null), array['Bern is home', 'Bern was talked about'], 'a new conversation is told as well');
select is(
  pg_temp.recall('Assistant', (select id from place), '{"scope": {"past": false}}'), array['Bern is home'], 'without the past nothing of it'
);
update conversations set recall_past = false where id = (select id from place);
select is(pg_temp.recall(), array['Bern is home'], 'nor where the conversation has it off');
update conversations set recall_past = true;
update agents set recall_past = false where name = 'Assistant';
select is(pg_temp.recall(), array['Bern is home'], 'or its agent');
select is(pg_temp.standing(), array['Bern in capitals'], 'what always stands does');
update agents set memory = false where name = 'Assistant';
select is(pg_temp.recall(), '{}', 'an agent without memory is told nothing');
select is(pg_temp.standing(), '{}', 'whatever it is');
select is(pg_temp.standing('Second'), array['Bern in capitals'], 'the others are');
update agents set memory = true, recall_past = true;
select is(
  private.recall_memories((select id from bob), pg_temp.agent('Assistant'), null, '{"terms": [{"term": "bern", "weight": 1}]}') -> 'memories',
  '[]', 'somebody else''s agent tells nobody anything'
);
select is(pg_temp.recall('Assistant', (select id from place), '{"scope": {"memories": false}}'), '{}', 'nothing is told unasked');
select is(
  (select m ->> 'lexical' > '0' from jsonb_array_elements(private.recall_memories((select id from ada), pg_temp.agent('Assistant'), null,
    '{"terms": [{"term": "home", "weight": 2}]}') -> 'memories') m), true, 'with how well it fits'
);

-- Marked.
create function pg_temp.mark(p_person text, p_kind text, p_id uuid, p_mark text) returns text language sql as $$
  select tests.outcome('authenticated', (select id from person where name = p_person), format(
    'select mark_recalled(%L, %L, %L, %L)', (select id from place), p_kind, p_id, p_mark))
$$;
select is(pg_temp.mark('ada', 'memory', (select id from memory where name = 'Bern is home'), 'drop'), '1 rows', 'a memory is marked');
select is(pg_temp.mark('ada', 'message', tests.message((select id from past), 1), 'pin'), '1 rows', 'or a message');
select is(pg_temp.mark('bob', 'message', tests.message((select id from theirs), 1), 'pin'), 'not_found', 'in one''s own conversation');
select is(pg_temp.mark('ada', 'message', tests.message((select id from theirs), 1), 'pin'), 'not_found', 'of one''s own messages');
select is(pg_temp.mark('ada', 'memory', (select id from memories where owner = (select id from bob)), 'pin'), 'not_found', 'and memories');
select is(pg_temp.mark('ada', 'title', (select id from place), 'pin'), 'not_found', 'nothing else');
select is(pg_temp.mark('ada', 'memory', (select id from memory where name = 'Bern is home'), 'keep'), '23514', 'dropped or pinned');
select tests.act_as((select id from ada));
select is(mark_recalled((select id from place), 'memory', (select id from memory where name = 'Bern is home'), 'pin'), 'pin', 'a mark');
select is(mark_recalled((select id from place), 'memory', (select id from memory where name = 'Bern is home'), 'drop'), 'drop',
  'is replaced by the next');
select mark_recalled((select id from place), 'memory', (select id from memory where name = 'Bern was talked about'), 'pin');
select tests.act_as_owner();
select is(
  private.recall_memories((select id from ada), pg_temp.agent('Assistant'), (select id from place), '{"terms": []}') -> 'memories' -> 0 ->> 'content',
  'Bern was talked about', 'what is pinned comes unasked'
);
select is(
  jsonb_array_length(private.recall_memories((select id from ada), pg_temp.agent('Assistant'), (select id from place), '{"terms": []}') -> 'marks'),
  2, 'with all marks'
);
select is(
  private.recall_memories((select id from ada), pg_temp.agent('Assistant'), (select id from past), '{"terms": []}') -> 'marks', '[]',
  'of this conversation'
);

-- Charged.
select private.charge_memories((select id from ada), jsonb_build_object('recalled', jsonb_build_array(
  jsonb_build_object('kind', 'memory', 'id', (select id from memory where name = 'Bern is home'), 'tokens', 12),
  jsonb_build_object('kind', 'memory', 'id', (select id from memories where owner = (select id from bob)), 'tokens', 12),
  jsonb_build_object('kind', 'message', 'id', (select id from memory where name = 'Bern once'), 'tokens', 12),
  jsonb_build_object('kind', 'memory', 'id', 'nonsense', 'tokens', 'many'))));
select results_eq(
  $$select uses, tokens_spent::int, last_used_at is not null, revision from memories where content = 'Bern is home'$$,
  $$values (1, 12, true, 1::bigint)$$, 'what is told costs, which is no change of it'
);
select is((select sum(uses) from memories), 1::bigint, 'nobody else pays');
select lives_ok($$select private.charge_memories((select id from ada), x) from unnest(array['{}', 'null', '[]', '{"recalled": 1}']::jsonb[]) x$$,
  'whatever a receipt says');

-- Listed.
select tests.act_as((select id from ada));
select is(pg_temp.list('{"sort": "value", "limit": 1}'), array['Bern in capitals'], 'by value');
select is(pg_temp.list('{"sort": "used", "limit": 1}'), array['Bern is home'], 'by use');
select is(cardinality(pg_temp.list()), 6, 'all of them');
select is(cardinality(pg_temp.list('{"holds": "yes"}')), 5, 'those that hold');
select is(pg_temp.list('{"holds": "no"}'), array['Bern once'], 'or those that no longer do');
select is(pg_temp.list('{"type": "working"}'), array['Bern is a plan'], 'by type');
select is(pg_temp.list('{"text": "CAPITALS"}'), array['Bern in capitals'], 'by text');
select is(pg_temp.list('{"standing": true}'), array['Bern in capitals'], 'by whether they stand');
select is(
  cardinality(pg_temp.list(jsonb_build_object('conversation', (select id from past)))), 2, 'by where they were said'
);
create function pg_temp.pages(p_sort text) returns text[] language plpgsql as $$
declare
  v_all text[] := '{}';
  v_page jsonb := '[]';
  v_after jsonb;
begin
  loop
    v_page := list_memories(jsonb_build_object('sort', p_sort, 'limit', 2, 'after', v_after));
    exit when v_page = '[]';
    v_all := v_all || array(select m ->> 'id' from jsonb_array_elements(v_page) with ordinality x (m, n) order by n);
    v_after := jsonb_build_object('id', v_page -> -1 -> 'id', 'at', case p_sort
      when 'value' then v_page -> -1 ->> 'importance' when 'used' then coalesce(v_page -> -1 ->> 'last_used_at', '')
      else v_page -> -1 ->> 'created_at' end);
  end loop;
  return v_all;
end
$$;
select is(
  (select bool_and(cardinality(pg_temp.pages(s)) = 6 and (select count(distinct p) from unnest(pg_temp.pages(s)) p) = 6)
    from unnest(array['value', 'used', 'newest']) s), true, 'page by page, each once'
);
select is(memory_counts(), '[{"type": "episodic", "holds": 1, "closed": 0}, {"type": "long_term", "holds": 3, "closed": 1},
  {"type": "working", "holds": 1, "closed": 0}]', 'counted by type');
select tests.act_as((select id from bob));
select is(pg_temp.list(), array['Bern is theirs'], 'and everybody sees their own');

-- What no longer fits among the standing ones is searched for.
select tests.act_as_owner();
update memories set token_count = 400 where id = (select id from memory where name = 'Bern in capitals');
select is(pg_temp.standing(), '{}', 'a standing entry that takes more than all may take does not stand');
select ok('Bern in capitals' = any (pg_temp.recall()), 'and is searched for like any other');

select * from finish();
rollback;
