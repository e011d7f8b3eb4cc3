-- The index says what the rows say: it grows with them in one transaction, and nothing stays behind when they go.
begin;
set local search_path = public, extensions;
select plan(30);

create temp table person as
  select 'ada' as name, tests.make_user() as id union all select 'bob', tests.make_user()
  union all select 'guest', tests.make_user(p_guest => true);
create temp view ada as select id from person where name = 'ada';
create temp view bob as select id from person where name = 'bob';
create temp view guest as select id from person where name = 'guest';
-- A doc without its terms, terms without their doc, or sums that are not those of the docs.
create temp view astray as
  select 'terms' as what from search_docs d, unnest(d.terms, d.counts) u (term, tf)
  where not exists (
    select 1 from search_terms t
    where (t.owner, t.kind, t.doc, t.term, t.tf, t.len) = (d.owner, d.kind, d.doc, u.term, u.tf, d.len)
  )
  union all
  select 'doc' from search_terms t where not exists (
    select 1 from search_docs d where (d.owner, d.kind, d.doc) = (t.owner, t.kind, t.doc) and t.term = any (d.terms)
  )
  union all
  select 'sums' from person p, generate_series(1, 3) k,
    lateral (select * from private.stats_of(p.id, k::smallint)) s
  where (s.docs, s.total_len) is distinct from (
    select (count(*), coalesce(sum(d.len), 0)) from search_docs d where d.owner = p.id and d.kind = k
  );

create temp table talk as select tests.tell((select id from ada), 'The ginger cat sleeps', 'A cat is a cat') as id;
grant select on person, ada, bob, guest, talk to authenticated;
select results_eq(
  $$select seq::int, role, len, terms, counts::int[], version::int from search_docs order by doc$$,
  $$values (1, 'user', 4, array['the', 'ginger', 'cat', 'sleeps'], array[1, 1, 1, 1], 1),
    (2, 'assistant', 5, array['a', 'cat', 'is'], array[2, 2, 1], 1)$$, 'a turn is indexed with its rows, its terms in the order of the text'
);
select is_empty('select * from astray', 'terms and sums are those of the docs');
select set_eq(
  $$select index_version::int from messages$$, array[1], 'and the rows know it'
);
select is(
  (select count(*)::int from search_docs where doc >= (select next_doc from search_stats where kind = 1)), 0,
  'the next number is higher than every other'
);

-- What the app did not see is found by the back-fill, once.
select tests.say((select id from ada), 'Nobody indexed this', 'Nor that', (select id from talk));
select is(jsonb_array_length(unindexed_messages(1, 10)), 2, 'what was stored without an index is listed');
select is(jsonb_array_length(unindexed_messages(1, 1)), 1, 'in portions');
select is(
  index_messages((select jsonb_agg(jsonb_build_object('id', u -> 'id', 'index', tests.indexed(u ->> 'content')))
    from jsonb_array_elements(unindexed_messages(1, 10)) u)), 2, 'and indexed'
);
select is(jsonb_array_length(unindexed_messages(1, 10)), 0, 'once');
select is(jsonb_array_length(unindexed_messages(2, 10)), 4, 'another tokenizer does all of it anew');
select is(
  index_messages((select jsonb_agg(jsonb_build_object('id', u -> 'id', 'index', tests.indexed('anew', 2)))
    from jsonb_array_elements(unindexed_messages(2, 1)) u)), 1, 'in place of what was there'
);
select is((select count(*)::int from search_docs), 4, 'and not beside it');
select is_empty('select * from astray', 'the sums follow');
select is(index_messages(jsonb_build_array(jsonb_build_object('id', gen_random_uuid(), 'index', tests.indexed('x')))), 0,
  'what is gone is passed over');

-- A reply that a retry replaces.
select is(
  tests.retry_turn((select id from ada), tests.newest_turn((select id from talk))) ->> 'status', 'new', 'a retry'
);
select is_empty(
  $$select 1 from search_docs d join messages m on m.id = d.message where m.superseded_by is not null$$,
  'takes the reply that it replaces out of the index'
);
select is_empty('select * from astray', 'with its terms');
select is(
  (select count(*)::int from messages where superseded_by is not null and index_version <> 0), 0,
  'which is to be indexed again, should it come back'
);

-- Titles.
select results_eq(
  $$select term from title_terms where conversation = (select id from talk) order by term$$,
  $$values ('cat'::text collate "C"), ('ginger'), ('sleeps'), ('the')$$, 'titles are indexed as they are made'
);
select tests.act_as((select id from ada));
update conversations set title = '猫の話 Über' where id = (select id from talk);
select tests.act_as_owner();
select set_eq(
  $$select term::text from title_terms where conversation = (select id from talk)$$, array['猫の', 'の話', 'über'],
  'and as users change them'
);

-- Summaries: the one in use is found.
select is(
  store_summary((select id from ada), (select id from talk), tests.summary(2, jsonb_build_object(
    'index', tests.indexed('feline matters'), 'lines', '[{"text": "Feline matters", "from": 1, "to": 2, "byUser": false}]'::jsonb
  ))) ->> 'version', '1', 'a summary'
);
select tests.act_as((select id from ada));
select is(
  search_summaries('{"terms": [{"term": "feline"}]}') -> 0 ->> 'content', 'Feline matters', 'is found by its words'
);
select tests.act_as_owner();
select use_summary((select id from ada), (select id from talk), 1, null);
select tests.act_as((select id from ada));
select is(search_summaries('{"terms": [{"term": "feline"}]}')::text, '[]', 'and not once it is out of use');
select tests.act_as_owner();

-- Whoever adopts a guest has the guest's words.
select tests.tell((select id from bob), 'Bob has an own word');
select tests.tell((select id from guest), 'The guest says parsnip', 'Parsnip it is');
select is(adopt_guest((select id from guest), (select id from bob)), 1, 'a guest is adopted');
select is(
  (select count(*)::int from search_terms where owner = (select id from bob) and term = 'parsnip'), 2, 'with the words'
);
select is(
  (select count(*)::int from search_docs where owner = (select id from guest)), 0, 'of which none stay'
);
select is(
  (select count(*)::int from title_terms where owner = (select id from bob) and term = 'parsnip'), 1, 'in titles, too'
);
select is_empty('select * from astray', 'and the sums are right for both');

-- A user deletes with an own token, past every function of the server.
select tests.act_as((select id from ada));
delete from conversations where id = (select id from talk);
select tests.act_as_owner();
select is_empty(
  $$select 1 from search_docs where owner = (select id from ada) union all
    select 1 from search_terms where owner = (select id from ada) union all
    select 1 from title_terms where owner = (select id from ada)$$, 'nothing stays of a conversation that is deleted'
);
select is_empty('select * from astray', 'nor in the sums');
delete from auth.users where id = (select id from bob);
select is_empty(
  $$select owner from search_docs union all select owner from search_terms union all select owner from search_removed
    union all select owner from search_stats except select id from profiles$$, 'nor of an account'
);

select * from finish();
rollback;
