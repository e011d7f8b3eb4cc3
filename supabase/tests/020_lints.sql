-- The checks of Supabase's linter (splinter) that apply here, and some of our own. Each looks for offenders.
begin;
set local search_path = public, extensions;

create temp view own_function as
  select p.oid, p.proname, p.pronamespace::regnamespace::text as schema, p.prosecdef, p.proconfig, p.proowner, p.proacl
  from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace);
create temp view own_index as
  select i.indexrelid::regclass::text as name, i.indrelid, i.indisunique, i.indpred,
    (select array_agg(k order by place) from unnest(i.indkey::int2[]) with ordinality u(k, place)) as columns,
    pg_get_indexdef(i.indexrelid) as definition
  from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace;
create temp view own_policy as
  select schemaname, tablename, policyname, permissive, roles, cmd,
    coalesce(qual, '') || ' ' || coalesce(with_check, '') as expression
  from pg_policies where schemaname = 'public' or policyname like 'throughline:%';

select plan(20);

select is_empty(
  $$select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity$$,
  'row level security is on everywhere'
);
select set_eq(
  $$select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and not exists (select 1 from pg_policy p where p.polrelid = c.oid)$$,
  $$values ('limits'), ('prices'), ('model_calibration'), ('token_rates'), ('rate_holds'), ('search_docs'), ('search_terms'), ('search_stats'),
    ('search_removed'), ('title_terms')$$,
  'only tables that no user may read have no policy'
);
select is_empty(
  $$select relname from pg_class where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
    and relkind in ('v', 'm', 'f')$$,
  'there is no view that could go around the policies'
);
select is_empty(
  $$select schema || '.' || proname from own_function
    where not coalesce(proconfig, '{}') @> array['search_path=""']$$,
  'every function has an empty search path'
);
select is_empty(
  $$select policyname from own_policy
    where replace(expression, 'SELECT auth.uid()', '') ~ 'auth\.(uid|jwt|role|email)\(\)'$$,
  'policies ask who is calling once, not once a row'
);
select is_empty(
  $$select policyname from own_policy
    where replace(replace(expression, 'SELECT realtime.topic()', ''), 'SELECT private.topic_conversation()', '')
      ~ '(topic|topic_conversation)\(\)'$$,
  'nor the topic'
);
select is_empty(
  $$select policyname from own_policy where roles <> '{authenticated}'$$,
  'policies speak of signed-in users alone'
);
select is_empty(
  $$select schemaname, tablename, cmd from own_policy where permissive = 'PERMISSIVE'
    group by schemaname, tablename, cmd having count(*) > 1$$,
  'no two policies allow the same thing'
);
select is_empty(
  $$select k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and not exists (
      select 1 from own_index i where i.indrelid = k.conrelid and i.columns[1:cardinality(k.conkey)] = k.conkey
    )$$,
  'every foreign key has an index'
);
select is_empty(
  $$select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'owner' and not exists (
      select 1 from own_index i where i.indrelid = c.oid and i.columns[1] = a.attnum and i.indpred is null
    )$$,
  'and every column that policies compare'
);
select is_empty(
  $$select min(name) from own_index group by indrelid, regexp_replace(definition, '^CREATE (UNIQUE )?INDEX \S+ ', '')
    having count(*) > 1$$,
  'no index is there twice'
);
select is_empty(
  $$select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')$$,
  'every table has a primary key'
);
select is_empty(
  $$select f.proname from own_function f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
    where a.grantee = 0 or a.grantee = 'anon'::regrole$$,
  'no function is open to everybody, or to callers who are not signed in'
);
select set_eq(
  $$select f.proname::text from own_function f, aclexplode(f.proacl) a
    where f.prosecdef and a.grantee = 'authenticated'::regrole$$,
  $$values ('keep_reply'), ('request_stop'), ('mark_recalled'), ('search_messages'), ('search_memories'), ('search_summaries'),
    ('search_titles'), ('similar_terms'), ('recall_candidates')$$,
  'only these functions let a user act with more than their own rights'
);
select is_empty(
  $$select f.proname from own_function f where f.prosecdef and f.schema = 'public'
    and f.proname in ('keep_reply', 'request_stop', 'mark_recalled')
    and pg_get_functiondef(f.oid) !~ 'owner = \(select auth\.uid\(\)\)'$$,
  'and they compare the owner'
);
select is_empty(
  $$select f.proname from own_function f where f.prosecdef and f.schema = 'public'
    and f.proname in ('search_messages', 'search_memories', 'search_summaries', 'search_titles', 'similar_terms',
      'recall_candidates')
    and pg_get_functiondef(f.oid) !~ 'v_owner constant uuid := \(select auth\.uid\(\)\)'$$,
  'or take it from the token and from nowhere else'
);
select is_empty(
  $$select d.oid from pg_default_acl d, aclexplode(d.defaclacl) a
    where a.grantee in ('anon'::regrole, 'authenticated'::regrole, 'service_role'::regrole)$$,
  'nothing relies on default privileges'
);
select is_empty(
  $$select extname from pg_extension where extnamespace in ('public'::regnamespace, 'private'::regnamespace)$$,
  'no extension lies in an exposed schema'
);
select is_empty(
  $$select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and p.pronamespace <> 'private'::regnamespace$$,
  'trigger functions cannot be called through the API'
);
select is_empty(
  $$select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace
      and pg_get_expr(d.adbin, d.adrelid) ~ 'now\(\)|clock_timestamp|CURRENT_TIMESTAMP'$$,
  'no default takes the time from anywhere but the one clock'
);

select * from finish();
rollback;
