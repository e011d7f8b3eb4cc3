-- What searches find, and whose.
begin;
set local search_path = public, extensions;
select plan(29);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user();
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';
create temp table talk as select tests.tell((select id from ada), 'My bakery sells rye bread', 'Rye keeps long') as id;
select tests.tell((select id from ada), 'The oven broke on Tuesday', 'Call somebody', (select id from talk));
create temp table other as select tests.tell((select id from ada), 'Bread and butter and rye bread', 'Yes') as id;
create temp table his as select tests.tell((select id from bob), 'Rye whiskey is a secret', 'Secret rye') as id;
grant select on person, ada, bob, talk, other, his to authenticated;

select set_eq(
  $$select unnest(tests.found((select id from ada), array['rye']))$$,
  array['My bakery sells rye bread', 'Rye keeps long', 'Bread and butter and rye bread'], 'one''s own messages are found'
);
select set_eq(
  $$select unnest(tests.found((select id from bob), array['rye']))$$, array['Rye whiskey is a secret', 'Secret rye'],
  'and nobody else''s'
);
select is(tests.found((select id from ada), array['secret']), '{}', 'by no word');
select tests.act_as((select id from ada));
select is(
  (search_messages('{"terms": [{"term": "rye"}, {"term": "whiskey"}]}') -> 'terms')::jsonb,
  '[{"term": "rye", "df": 3, "capped": false}, {"term": "whiskey", "df": 0, "capped": false}]', 'nor counted'
);
select is(search_messages('{"terms": [{"term": "rye"}]}') ->> 'docs', '6', 'neither are their messages');
select is(similar_terms('{whiskex, secrets}')::text, '[]', 'no word of theirs is offered');
select is(
  similar_terms('{bakary}')::jsonb, '[{"term": "bakary", "similar": "bakery", "df": 1}]', 'where one''s own is'
);
select is(similar_terms('{cat, bakkkry, oven}')::text, '[]', 'unless it is too short, or too far');
select tests.act_as_owner();

-- Order and filters.
select is(
  tests.found((select id from ada), array['bread', 'rye'], '{"sort": "newest"}'),
  array['Bread and butter and rye bread', 'My bakery sells rye bread'], 'newest first, with all words'
);
select is(
  (tests.found((select id from ada), array['bread', 'butter']))[1], 'Bread and butter and rye bread', 'best first'
);
select is(
  tests.found((select id from ada), array['rye', 'nowhere'], '{"sort": "newest", "limit": 1}'),
  array['Bread and butter and rye bread'], 'where nothing has all words, any will do'
);
select is(tests.found((select id from ada), array['rye'], '{"role": "assistant"}'), array['Rye keeps long'], 'by role');
select is(
  tests.found((select id from ada), array['rye'], jsonb_build_object('conversation', (select id from other))),
  array['Bread and butter and rye bread'], 'by conversation'
);
select is(
  tests.found((select id from ada), array['rye'], jsonb_build_object('conversation', (select id from his))), '{}',
  'but for a stranger''s'
);
select is(
  tests.found((select id from ada), array['oven'], jsonb_build_object(
    'agent', (select agent from conversations where id = (select id from talk)))),
  array['The oven broke on Tuesday'], 'by agent'
);
select is(
  tests.found((select id from ada), array['oven'], jsonb_build_object('agent', gen_random_uuid())), '{}', 'not by another'
);
select is(tests.found((select id from ada), array['oven'], '{"until": "2020-01-01"}'), '{}', 'by date');
select is(
  tests.found((select id from ada), array['oven'], '{"since": "2020-01-01"}'), array['The oven broke on Tuesday'], 'from one on'
);
select is(
  tests.found((select id from ada), array['rye', 'bread'], '{"phrases": ["RYE  bread"], "sort": "newest"}'),
  array['Bread and butter and rye bread', 'My bakery sells rye bread'], 'phrases in any case'
);
select is(tests.found((select id from ada), array['bread'], '{"phrases": ["bread rye"]}'), '{}', 'in their order');
select is(
  tests.found((select id from ada), array['rye'], '{"not_terms": ["bread"]}'), array['Rye keeps long'], 'without a word'
);
select is(
  tests.found((select id from ada), array['bread'], '{"not_phrases": ["rye bread"]}'), '{}', 'and without a phrase'
);
select is(
  tests.found((select id from ada), array['rye'], '{"phrases": ["a.b", "\\", "[", "(((", "*"]}'), '{}',
  'no phrase is a syntax error'
);

-- Titles.
select tests.act_as((select id from ada));
select is(
  search_titles('{"text": "bak", "prefix": true}') -> 'rows' -> 0 ->> 'title', 'My bakery sells rye bread', 'titles as they are typed'
);
select is((search_titles('{"text": "bak"}') -> 'rows')::text, '[]', 'a whole word is a whole word');
select is((search_titles('{"text": "whiskey"}') -> 'rows')::text, '[]', 'a stranger''s title is not found');
select is(search_titles('{"text": "rye"}') ->> 'titles', '2', 'nor counted');

-- Pages.
create temp table page as select search_messages('{"terms": [{"term": "rye"}], "limit": 2}') as answer;
select is(
  (select json_array_length(search_messages(jsonb_build_object(
    'terms', '[{"term": "rye"}]'::jsonb, 'limit', 2, 'after', jsonb_build_object(
      'score', answer -> 'rows' -> 1 -> 'score', 'doc', answer -> 'rows' -> 1 -> 'doc'))) -> 'rows') from page),
  1, 'the next page has what is left'
);
select is(search_messages('{}') ->> 'rows', '[]', 'nothing asked is nothing found');
select tests.act_as_owner();

select * from finish();
rollback;
