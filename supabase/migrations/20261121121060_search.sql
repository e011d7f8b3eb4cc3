-- Searching what is one's own. Every function takes the caller from the token and reads nothing of anybody else's.

-- The filters {since, until, agent, conversation, role} as a condition on docs `d`; null where there is none.
create function private.filter_sql(p_owner uuid, p_query jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v_since constant timestamptz := p_query ->> 'since';
  v_until constant timestamptz := p_query ->> 'until';
  v_conversation constant uuid := p_query ->> 'conversation';
  v_agent constant uuid := p_query ->> 'agent';
begin
  return nullif(concat_ws(' and ',
    case when v_since is not null then format('d.created_at >= %L', v_since) end,
    case when v_until is not null then format('d.created_at < %L', v_until) end,
    case when v_conversation is not null then format(
      'd.conversation = (select c.id from public.conversations c where c.id = %L and c.owner = %L)', v_conversation, p_owner
    ) end,
    case when v_agent is not null then format(
      'd.conversation = any (array(select c.id from public.conversations c where c.agent = %L and c.owner = %L))', v_agent,
      p_owner
    ) end,
    case when p_query ->> 'role' is not null then format('d.role = %L', p_query ->> 'role') end
  ), '');
end
$$;
revoke all on function private.filter_sql(uuid, jsonb) from public, anon, authenticated, service_role;

-- Which messages' docs the filters leave: all of them where they are at most 5,000 (o_docs), else the range that they lie in, to be
-- looked at one by one. A role is half of everything: it makes no list.
create function private.filter_docs(
  p_owner uuid, p_filter text, p_query jsonb, p_stats public.search_stats, out o_docs bigint[],
  out o_lo bigint, out o_hi bigint
)
language plpgsql stable set search_path = '' set jit = off as $$
declare
  v_since constant timestamptz := coalesce((p_query ->> 'since')::timestamptz, '-infinity');
  v_until constant timestamptz := coalesce((p_query ->> 'until')::timestamptz, 'infinity');
  v_conversation constant uuid := p_query ->> 'conversation';
  v_reach record;
begin
  o_lo := 1;
  o_hi := p_stats.next_doc;
  if num_nonnulls(p_query ->> 'since', p_query ->> 'until', p_query ->> 'conversation', p_query ->> 'agent') = 0 then
    return;
  end if;
  -- By the conversations alone where they are given, which are the owner's: see 20261121121040_ranking.sql.
  execute format(
    'select array(select d.doc from public.search_docs d where %s and d.kind = 1 and %s limit 5001)',
    case
      when num_nonnulls(p_query ->> 'conversation', p_query ->> 'agent') = 0 then format('d.owner = %L', p_owner)
      else 'true'
    end,
    p_filter
  ) into o_docs;
  if cardinality(o_docs) <= 5000 then
    return;
  end if;
  o_docs := null;
  -- Both by an index alone; the offset keeps the planner from walking through docs.
  if num_nonnulls(p_query ->> 'since', p_query ->> 'until') > 0 then
    select min(x.doc) as lo, max(x.doc) as hi into v_reach
    from (
      select d.doc from public.search_docs d
      where d.owner = p_owner and d.kind = 1 and d.created_at >= v_since and d.created_at < v_until offset 0
    ) x;
    o_lo := v_reach.lo;
    o_hi := v_reach.hi;
  end if;
  if v_conversation is not null then
    select min(x.doc) as lo, max(x.doc) as hi into v_reach
    from (
      select d.doc from public.search_docs d where d.conversation = v_conversation and d.kind = 1 offset 0
    ) x;
    o_lo := greatest(o_lo, v_reach.lo);
    o_hi := least(o_hi, v_reach.hi);
  end if;
end
$$;
revoke all on function private.filter_docs(uuid, text, jsonb, public.search_stats)
  from public, anon, authenticated, service_role;

-- A phrase as a pattern: its words in order with any white space between them, in any case. Letters beyond ASCII are named
-- in both cases, because the locale C does not know them.
create function private.phrase_pattern(p_phrase text) returns text
language sql immutable set search_path = '' as $$
  select case when x.plain ~ '^[A-Za-z0-9]' then '\m' else '' end
    || string_agg(
      case
        when c.letter ~ '\s' then '\s+'
        when octet_length(c.letter) > 1 then '[' || c.letter || coalesce(
          nullif(substr(private.upper_letters(), nullif(strpos(private.lower_letters(), c.letter), 0), 1), ''),
          nullif(substr(private.lower_letters(), nullif(strpos(private.upper_letters(), c.letter), 0), 1), ''), ''
        ) || ']'
        else regexp_replace(c.letter, '([^A-Za-z0-9])', '\\\1')
      end, '' order by c.place
    )
    || case when x.plain ~ '[A-Za-z0-9]$' then '\M' else '' end
  from (select regexp_replace(btrim(p_phrase, E' \t\r\n'), '\s+', ' ', 'g') as plain) x,
    regexp_split_to_table(x.plain, '') with ordinality c (letter, place)
  group by x.plain
$$;
revoke all on function private.phrase_pattern(text) from public, anon, authenticated, service_role;

-- Strings of a JSON array.
create function private.strings(p_array jsonb) returns text[]
language sql immutable set search_path = '' as $$
  select coalesce(array_agg(e.value order by e.place), '{}')
  from jsonb_array_elements_text(case when jsonb_typeof(p_array) = 'array' then p_array else '[]' end)
    with ordinality e (value, place)
$$;
revoke all on function private.strings(jsonb) from public, anon, authenticated, service_role;

-- What the messages of docs `d` have to say word for word and what not, as a condition; null where it is nothing.
create function private.phrase_sql(p_query jsonb) returns text
language sql immutable set search_path = '' as $$
  select '(select ' || string_agg(p.condition, ' and ') || ' from public.messages m where m.id = d.message)'
  from (
    select format('m.content ~* %L', private.phrase_pattern(w)) as condition
    from unnest(private.strings(p_query -> 'phrases')) w
    union all
    select format('m.content !~* %L', private.phrase_pattern(w)) from unnest(private.strings(p_query -> 'not_phrases')) w
  ) p
$$;
revoke all on function private.phrase_sql(jsonb) from public, anon, authenticated, service_role;

-- The terms of a query with what ranking needs of each: at most 24, each once. Terms of one group stand for each other.
-- capped: it is in more docs than are ranked.
create function private.search_weights(
  p_owner uuid, p_kind smallint, p_query jsonb, p_stats public.search_stats, p_docs bigint[], p_lo bigint, p_hi bigint
) returns table (place int, term text, weight float8, df bigint, capped boolean, party int, must boolean)
language plpgsql stable set search_path = '' as $$
declare
  v_terms text[];
  v_weights float8[];
  v_parties int[];
  v_musts boolean[];
begin
  select coalesce(array_agg(q.term), '{}'), coalesce(array_agg(q.weight), '{}'), array_agg(q.party), array_agg(q.must)
  into v_terms, v_weights, v_parties, v_musts
  from (
    select e.value ->> 'term' as term, max(coalesce((e.value ->> 'weight')::float8, 1)) as weight,
      min(coalesce((e.value ->> 'group')::int, e.place::int)) as party,
      bool_or(coalesce((e.value ->> 'must')::boolean, false)) as must
    from jsonb_array_elements(p_query -> 'terms') with ordinality e (value, place)
    where e.value ->> 'term' <> ''
    group by 1 order by min(e.place) limit 24
  ) q;
  return query
  select r.place, v_terms[r.place], v_weights[r.place] * private.idf(x.df, p_stats.docs), x.df,
    r.found > 5000 and p_docs is null, v_parties[r.place], v_musts[r.place]
  from private.term_reach(p_owner, p_kind, v_terms, 5001, p_lo, p_hi) r,
    lateral (
      select case
        -- Whether anybody used it does not depend on the filters.
        when r.found = 0 then (
          select count(*) from (
            select 1 from public.search_terms t
            where t.owner = p_owner and t.kind = p_kind and t.term = v_terms[r.place] limit 1
          ) u
        )
        else private.estimated_df(r.found, r.first, 5001, p_stats)
      end as df
    ) x
  order by r.place;
end
$$;
revoke all on function private.search_weights(uuid, smallint, jsonb, public.search_stats, bigint[], bigint, bigint)
  from public, anon, authenticated, service_role;

-- Which of some docs have one of the terms. Of many, what is among the newest 5,000 rows of each term is found by reading
-- those; only older ones need a look each.
create function private.docs_with(p_owner uuid, p_kind smallint, p_terms text[], p_docs bigint[]) returns bigint[]
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off set enable_seqscan = off
set jit = off as $$
declare
  v_read bigint[];
  v_first bigint := 9223372036854775807;
  v_lo constant bigint := (select min(d) from unnest(p_docs) d);
  v_hi constant bigint := (select max(d) from unnest(p_docs) d);
begin
  if cardinality(p_docs) > 1000 then
    with found as materialized (
      select q.place, n.doc
      from unnest(p_terms) with ordinality q (term, place), lateral (
        select t.doc from public.search_terms t
        where t.owner = p_owner and t.kind = p_kind and t.term = q.term and t.doc >= v_lo and t.doc <= v_hi
        order by t.doc desc limit 5000
      ) n
    )
    select array(select f.doc from found f), coalesce((
      select max(x.first)
      from (select case count(*) when 5000 then min(f.doc) else 0 end as first from found f group by f.place) x
    ), 0)
    into v_read, v_first;
  end if;
  return array(
    select d from unnest(p_docs) d where d >= v_first intersect select r from unnest(v_read) r
  ) || array(
    select d.doc from unnest(p_docs) d (doc), lateral (
      select 1 from public.search_terms t
      where t.owner = p_owner and t.kind = p_kind and t.term = any (p_terms) and t.doc = d.doc limit 1
    ) t
    where d.doc < v_first
  );
end
$$;
revoke all on function private.docs_with(uuid, smallint, text[], bigint[])
  from public, anon, authenticated, service_role;

-- Docs that have a term of each group, in no order: looked for among those of the rarest group, the newest 5,000 of each of
-- its terms. p_docs: only among them.
create function private.docs_with_all(
  p_owner uuid, p_kind smallint, p_terms text[], p_df bigint[], p_parties int[], p_docs bigint[], p_lo bigint, p_hi bigint
) returns bigint[]
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off set enable_seqscan = off
set jit = off as $$
declare
  v_party record;
  v_docs bigint[] := p_docs;
begin
  for v_party in
    select array_agg(q.term) as terms from unnest(p_terms, p_df, p_parties) q (term, df, party)
    group by q.party order by sum(q.df), q.party
  loop
    if v_docs is null then
      v_docs := array(
        select distinct n.doc
        from unnest(v_party.terms) q (term), lateral (
          select t.doc from public.search_terms t
          where t.owner = p_owner and t.kind = p_kind and t.term = q.term and t.doc >= p_lo and t.doc <= p_hi
          order by t.doc desc limit 5000
        ) n
      );
    else
      v_docs := private.docs_with(p_owner, p_kind, v_party.terms, v_docs);
    end if;
    exit when cardinality(v_docs) = 0;
  end loop;
  return v_docs;
end
$$;
revoke all on function private.docs_with_all(uuid, smallint, text[], bigint[], int[], bigint[], bigint, bigint)
  from public, anon, authenticated, service_role;

-- Of many docs the newest ones before a place, in order: those among the newest 10,000 messages before it.
create function private.newest_of(p_owner uuid, p_docs bigint[], p_at timestamptz, p_doc bigint, p_limit int)
returns bigint[]
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set enable_bitmapscan = off
set enable_nestloop = off set enable_mergejoin = off set jit = off as $$
begin
  return array(
    select n.doc
    from (
      select d.doc, d.created_at from public.search_docs d
      where d.owner = p_owner and d.kind = 1 and (d.created_at, d.doc) < (p_at, p_doc)
      order by d.created_at desc, d.doc desc limit 10000
    ) n
    join unnest(p_docs) w (doc) on w.doc = n.doc
    order by n.created_at desc, n.doc desc limit p_limit
  );
end
$$;
revoke all on function private.newest_of(uuid, bigint[], timestamptz, bigint, int)
  from public, anon, authenticated, service_role;

-- What matches and is wanted: filters, phrases, and nothing of what is ruled out; null where it is nothing. p_all: what has a
-- term of each group, without scores. p_docs: only among them. As many as a page needs, the best or the newest ones.
create function private.search_pool(
  p_owner uuid, p_kind smallint, p_query jsonb, p_stats public.search_stats, p_terms text[], p_weights float8[],
  p_df bigint[], p_parties int[], p_docs bigint[], p_lo bigint, p_hi bigint, p_filter text, p_all boolean,
  out o_docs bigint[], out o_scores float8[]
)
language plpgsql stable set search_path = '' set jit = off as $$
declare
  v_not constant text[] := private.strings(p_query -> 'not_terms');
  v_where constant text := nullif(concat_ws(' and ', p_filter, private.phrase_sql(p_query)), '');
  v_checked constant boolean := v_where is not null or cardinality(v_not) > 0;
  v_newest constant boolean := coalesce(p_query ->> 'sort' = 'newest', false);
  v_page constant int := 1 + least(101, coalesce((p_query ->> 'limit')::int, 20));
  v_average constant float8 := private.average_len(p_stats);
  v_near bigint[];
begin
  if coalesce(cardinality(p_terms), 0) = 0 then
    return;
  end if;
  if p_all then
    o_docs := private.docs_with_all(p_owner, p_kind, p_terms, p_df, p_parties, p_docs, p_lo, p_hi);
  elsif p_docs is null then
    select array_agg(b.doc), array_agg(b.score) into o_docs, o_scores
    from private.best_docs(
      p_owner, p_kind, p_terms, p_weights, v_average, 5000, p_lo, p_hi, case when v_checked or v_newest then 5000 else 200 end
    ) b;
  else
    select array_agg(b.doc), array_agg(b.score) into o_docs, o_scores
    from private.best_of(p_owner, p_kind, p_terms, p_weights, v_average, p_docs, 5000) b;
  end if;
  if v_newest and cardinality(o_docs) > 1000 then
    v_near := private.newest_of(
      p_owner, o_docs, coalesce((p_query -> 'after' ->> 'at')::timestamptz, 'infinity'),
      coalesce((p_query -> 'after' ->> 'doc')::bigint, 9223372036854775807), case when v_checked then 5000 else v_page end
    );
    if v_checked then
      v_near := (private.kept_docs(p_owner, p_kind, v_near, null, v_where, v_not, v_page)).o_docs;
    end if;
    if cardinality(v_near) >= v_page then
      o_docs := v_near;
      o_scores := null;
      return;
    end if;
  end if;
  if v_checked then
    select k.o_docs, k.o_scores into o_docs, o_scores
    from private.kept_docs(
      p_owner, p_kind, o_docs, o_scores, v_where, v_not, case when v_newest then 5000 else 200 end
    ) k;
  end if;
  -- A common word's newest docs were read: what else has it is seen here, among the best.
  if not v_newest and p_docs is null and cardinality(p_terms) > 1
    and exists (select 1 from unnest(p_df) f (df) where f.df > 5000) then
    select array_agg(x.doc), array_agg(x.score) into o_docs, o_scores
    from private.best_of(p_owner, p_kind, p_terms, p_weights, v_average, o_docs[:200], 200) x;
  end if;
  o_docs := nullif(o_docs, '{}');
end
$$;
revoke all on function private.search_pool(
  uuid, smallint, jsonb, public.search_stats, text[], float8[], bigint[], int[], bigint[], bigint, bigint, text,
  boolean
) from public, anon, authenticated, service_role;

-- The messages of p_docs with what their neighbours' scores add, in order, after p_query.after: {score, doc} or {at, doc}.
create function private.search_rows(
  p_owner uuid, p_query jsonb, p_terms text[], p_weights float8[], p_average float8, p_docs bigint[], p_scores float8[]
) returns json
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set enable_bitmapscan = off
set jit = off as $$
declare
  v_newest constant boolean := coalesce(p_query ->> 'sort' = 'newest', false);
  v_kind constant smallint := 1;
  v_after_score constant float8 := p_query -> 'after' ->> 'score';
  v_after_at constant timestamptz := p_query -> 'after' ->> 'at';
  v_after_doc constant bigint := p_query -> 'after' ->> 'doc';
  v_limit constant int := least(101, greatest(1, coalesce((p_query ->> 'limit')::int, 20)));
begin
  return (
    with said as materialized (
      select x.score, x.place, d.doc, d.message, d.conversation, d.seq, d.role, d.created_at
      from unnest(p_docs, p_scores) with ordinality x (doc, score, place)
      cross join lateral (
        select y.* from public.search_docs y where y.owner = p_owner and y.kind = v_kind and y.doc = x.doc offset 0
      ) d
      where x.place <= case when v_newest then 5000 else 200 end
    ), top as (
      select s.* from said s where not v_newest order by s.place limit 100
    ), beside as materialized (
      select t.doc, n.doc as near from top t, lateral (
        (select x.doc from public.search_docs x
          where x.conversation = t.conversation and x.kind = 1 and x.seq < t.seq order by x.seq desc limit 1)
        union all
        (select x.doc from public.search_docs x
          where x.conversation = t.conversation and x.kind = 1 and x.seq > t.seq order by x.seq limit 1)
      ) n
    ), smoothed as materialized (
      select b.doc, 0.3 * sum(n.score) as more
      from beside b
      join private.best_of(
        p_owner, 1::smallint, p_terms, p_weights, p_average, array(select distinct y.near from beside y), 1000
      ) n on n.doc = b.near
      group by b.doc
    ), ranked as (
      select s.*, coalesce(s.score, 0) + coalesce(m.more, 0) as total
      from said s left join smoothed m on m.doc = s.doc
    ), page as (
      select r.* from ranked r
      where v_after_doc is null or case
        when v_newest then (r.created_at, r.doc) < (v_after_at, v_after_doc)
        else (r.total, r.doc) < (v_after_score, v_after_doc)
      end
      order by case when v_newest then r.created_at end desc, case when not v_newest then r.total end desc, r.doc desc
      limit v_limit
    )
    select coalesce(json_agg(json_build_object(
      'doc', p.doc, 'message', p.message, 'conversation', p.conversation, 'title', c.title, 'seq', p.seq, 'role', p.role,
      'created_at', p.created_at, 'score', p.total, 'content', left(m.content, 100000)
    ) order by case when v_newest then p.created_at end desc, case when not v_newest then p.total end desc, p.doc desc), '[]')
    from page p
    cross join lateral (select x.content from public.messages x where x.id = p.message offset 0) m
    cross join lateral (select x.title from public.conversations x where x.id = p.conversation offset 0) c
  );
end
$$;
revoke all on function private.search_rows(uuid, jsonb, text[], float8[], float8, bigint[], float8[])
  from public, anon, authenticated, service_role;

-- p_query: {terms: [{term, weight, group, must}], phrases, not_terms, not_phrases, sort: best | newest, since, until, agent,
-- conversation, role, limit, after}; until is exclusive. Answers {rows, terms: [{term, df, capped}], docs}: by BM25 and the
-- neighbours in the conversation, or newest first: those with all groups, and where nothing has all, those with any. A term
-- of each group that must be there always has to be: those of phrases.
create function public.search_messages(p_query jsonb) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
  v_owner constant uuid := (select auth.uid());
  v_stats constant public.search_stats := private.stats_of(v_owner, 1::smallint);
  v_filter constant text := private.filter_sql(v_owner, p_query);
  v_newest constant boolean := coalesce(p_query ->> 'sort' = 'newest', false);
  v_reach record;
  v_terms text[];
  v_weights float8[];
  v_df bigint[];
  v_capped boolean[];
  v_parties int[];
  v_must record;
  v_docs bigint[];
  v_pool record;
  v_rows json := '[]';
begin
  v_reach := private.filter_docs(v_owner, v_filter, p_query, v_stats);
  v_docs := v_reach.o_docs;
  select array_agg(w.term) as terms, array_agg(w.weight) as weights, array_agg(w.df) as df, array_agg(w.capped) as capped,
    array_agg(w.party) as parties, array_agg(w.term) filter (where w.must) as must_terms,
    array_agg(w.df) filter (where w.must) as must_df,
    array_agg(w.party) filter (where w.must) as must_parties
  into v_must
  from private.search_weights(v_owner, 1::smallint, p_query, v_stats, v_docs, v_reach.o_lo, v_reach.o_hi) w;
  v_terms := v_must.terms;
  v_weights := v_must.weights;
  v_df := v_must.df;
  v_capped := v_must.capped;
  v_parties := v_must.parties;
  if v_must.must_terms is not null then
    v_docs := private.docs_with_all(
      v_owner, 1::smallint, v_must.must_terms, v_must.must_df, v_must.must_parties, v_docs, v_reach.o_lo, v_reach.o_hi
    );
  end if;
  v_pool := private.search_pool(
    v_owner, 1::smallint, p_query, v_stats, v_terms, v_weights, v_df, v_parties, v_docs, v_reach.o_lo, v_reach.o_hi,
    case when v_reach.o_docs is null then v_filter end, v_newest
  );
  if v_pool.o_docs is null and v_newest then
    v_pool := private.search_pool(
      v_owner, 1::smallint, p_query, v_stats, v_terms, v_weights, v_df, v_parties, v_docs, v_reach.o_lo, v_reach.o_hi,
      case when v_reach.o_docs is null then v_filter end, false
    );
  end if;
  if v_pool.o_docs is not null then
    v_rows := private.search_rows(
      v_owner, p_query, v_terms, v_weights, private.average_len(v_stats), v_pool.o_docs, v_pool.o_scores
    );
  end if;
  return json_build_object(
    'rows', v_rows, 'docs', v_stats.docs,
    'terms', (
      select coalesce(json_agg(json_build_object('term', t.term, 'df', t.df, 'capped', t.capped)), '[]')
      from unnest(v_terms, v_df, v_capped) t (term, df, capped)
    )
  );
end
$$;
revoke all on function public.search_messages(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.search_messages(jsonb) to authenticated;

-- The best docs of a small kind: at most 200.
create function private.best_entries(p_owner uuid, p_kind smallint, p_query jsonb)
returns table (doc bigint, score float8)
language plpgsql stable set search_path = '' as $$
declare
  v_stats constant public.search_stats := private.stats_of(p_owner, p_kind);
  v_terms text[];
  v_weights float8[];
  v_df bigint[];
  v_parties int[];
  v_pool record;
begin
  select array_agg(w.term), array_agg(w.weight), array_agg(w.df), array_agg(w.party)
  into v_terms, v_weights, v_df, v_parties
  from private.search_weights(p_owner, p_kind, p_query, v_stats, null, 1, v_stats.next_doc) w;
  v_pool := private.search_pool(
    p_owner, p_kind, p_query, v_stats, v_terms, v_weights, v_df, v_parties, null, 1, v_stats.next_doc, null, false
  );
  return query select x.doc, x.score from unnest(v_pool.o_docs, v_pool.o_scores) x (doc, score) limit 200;
end
$$;
revoke all on function private.best_entries(uuid, smallint, jsonb) from public, anon, authenticated, service_role;

-- p_query: {terms, not_terms, since, until, agent, limit}. Answers [{memory, content, conversation, title, message, seq,
-- created_at, score}], best first; the source is the newest one.
create function public.search_memories(p_query jsonb) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
  v_owner constant uuid := (select auth.uid());
begin
  return (
    select coalesce(json_agg(to_json(r) order by r.score desc, r.created_at desc), '[]')
    from (
      select m.id as memory, m.content, s.conversation, c.title, s.message, s.seq, m.created_at, b.score
      from private.best_entries(v_owner, 2::smallint, p_query) b
      cross join lateral (
        select x.memory from public.search_docs x where x.owner = v_owner and x.kind = 2 and x.doc = b.doc offset 0
      ) d
      cross join lateral (select x.* from public.memories x where x.id = d.memory and x.owner = v_owner offset 0) m
      left join lateral (
        select y.conversation, y.message, y.seq from public.memory_sources y
        where y.memory = m.id order by y.said_at desc, y.seq desc limit 1
      ) s on true
      left join public.conversations c on c.id = s.conversation
      where m.retired_by is null
        and m.created_at >= coalesce((p_query ->> 'since')::timestamptz, '-infinity')
        and m.created_at < coalesce((p_query ->> 'until')::timestamptz, 'infinity')
        and (p_query ->> 'agent' is null or m.agent is null or m.agent = (p_query ->> 'agent')::uuid)
        and (p_query ->> 'conversation' is null or s.conversation = (p_query ->> 'conversation')::uuid)
      order by b.score desc, m.created_at desc
      limit least(100, greatest(1, coalesce((p_query ->> 'limit')::int, 20)))
    ) r
  );
end
$$;
revoke all on function public.search_memories(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.search_memories(jsonb) to authenticated;

-- The summaries in use. Answers [{conversation, title, content, from_seq, created_at, score}], best first.
create function public.search_summaries(p_query jsonb) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
  v_owner constant uuid := (select auth.uid());
begin
  return (
    select coalesce(json_agg(to_json(r) order by r.score desc, r.created_at desc), '[]')
    from (
      select c.id as conversation, c.title, s.from_seq, s.created_at, b.score, (
          select string_agg(l.value ->> 'text', E'\n' order by l.place)
          from jsonb_array_elements(s.lines) with ordinality l (value, place)
        ) as content
      from private.best_entries(v_owner, 3::smallint, p_query) b
      cross join lateral (
        select x.summary from public.search_docs x where x.owner = v_owner and x.kind = 3 and x.doc = b.doc offset 0
      ) d
      cross join lateral (select x.* from public.summaries x where x.id = d.summary offset 0) s
      cross join lateral (
        select x.* from public.conversations x
        where x.id = s.conversation and x.summary = s.id and x.owner = v_owner offset 0
      ) c
      where s.created_at >= coalesce((p_query ->> 'since')::timestamptz, '-infinity')
        and s.created_at < coalesce((p_query ->> 'until')::timestamptz, 'infinity')
        and (p_query ->> 'agent' is null or c.agent = (p_query ->> 'agent')::uuid)
        and (p_query ->> 'conversation' is null or c.id = (p_query ->> 'conversation')::uuid)
      order by b.score desc, s.created_at desc
      limit least(100, greatest(1, coalesce((p_query ->> 'limit')::int, 20)))
    ) r
  );
end
$$;
revoke all on function public.search_summaries(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.search_summaries(jsonb) to authenticated;

-- Conversations by the words of their titles. p_query: {text, prefix: the last word may go on, since, until, agent, limit}.
-- Answers {rows: [{conversation, title, updated_at, score}], titles}: a share of the words, whole words before beginnings,
-- then the newest.
create function public.search_titles(p_query jsonb) returns json
language plpgsql stable security definer
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set enable_bitmapscan = off
set jit = off as $$
declare
  v_owner constant uuid := (select auth.uid());
  v_words constant text[] := (private.title_words(left(p_query ->> 'text', 400)))[:24];
  v_prefix constant boolean := coalesce((p_query ->> 'prefix')::boolean, false);
begin
  return json_build_object(
    'titles', (select p.conversation_count from public.profiles p where p.id = v_owner),
    'rows', (
      select coalesce(json_agg(to_json(r) order by r.score desc, r.updated_at desc, r.conversation), '[]')
      from (
        select c.id as conversation, c.title, c.updated_at, h.score / cardinality(v_words) as score
        from (
          select w.conversation, sum(w.score) as score
          from (
            select q.place, t.conversation, max(t.score) as score
            from unnest(v_words) with ordinality q (word, place), lateral (
              (
                select e.conversation, 1.0 as score from public.title_terms e
                where e.owner = v_owner and e.term = q.word limit 5000
              ) union all (
                select b.conversation, 0.8 from public.title_terms b
                where v_prefix and q.place = cardinality(v_words) and b.owner = v_owner
                  and b.term > q.word and b.term < q.word || U&'\+10FFFF' limit 5000
              )
            ) t
            group by q.place, t.conversation
          ) w
          group by w.conversation
        ) h
        cross join lateral (
          select x.* from public.conversations x where x.id = h.conversation and x.owner = v_owner offset 0
        ) c
        where c.updated_at >= coalesce((p_query ->> 'since')::timestamptz, '-infinity')
          and c.created_at < coalesce((p_query ->> 'until')::timestamptz, 'infinity')
          and (p_query ->> 'agent' is null or c.agent = (p_query ->> 'agent')::uuid)
          and (p_query ->> 'conversation' is null or c.id = (p_query ->> 'conversation')::uuid)
        order by h.score desc, c.updated_at desc, c.id
        limit least(100, greatest(1, coalesce((p_query ->> 'limit')::int, 20)))
      ) r
    )
  );
end
$$;
revoke all on function public.search_titles(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.search_titles(jsonb) to authenticated;
