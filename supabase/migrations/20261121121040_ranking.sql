-- Okapi BM25 (k1 1.4, b 0.9) over the newest rows of each term. All that is read is the owner's and lies in one index, in the
-- order in which it is read, so that the work depends on the words and never on how much others have said. PGlite never
-- gathers statistics by itself, and without them a planner takes all docs of an owner for one row: looks at one doc after the
-- other are lateral and have an offset, so that they cannot become a join that reads all of them.

-- For each term, in order: how many of its newest p_most docs there are between p_lo and p_hi, and the oldest of them.
create function private.term_reach(
  p_owner uuid, p_kind smallint, p_terms text[], p_most int, p_lo bigint, p_hi bigint
) returns table (place int, found int, first bigint)
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off set enable_seqscan = off
set enable_sort = off set jit = off as $$
begin
  return query
  select q.place::int, p.found, p.first
  from unnest(p_terms) with ordinality q (term, place),
  lateral (
    select count(*)::int as found, min(n.doc) as first
    from (
      select t.doc from public.search_terms t
      where t.owner = p_owner and t.kind = p_kind and t.term = q.term and t.doc >= p_lo and t.doc <= p_hi
      order by t.doc desc limit p_most
    ) n
  ) p;
end
$$;
revoke all on function private.term_reach(uuid, smallint, text[], int, bigint, bigint)
  from public, anon, authenticated, service_role;

-- In how many docs a term is: counted where fewer than p_most were found, else by how close together the newest ones lie.
create function private.estimated_df(p_found int, p_first bigint, p_most int, p_stats public.search_stats) returns bigint
language sql immutable set search_path = '' as $$
  select case
    when p_found < p_most then p_found
    else least(p_stats.docs, greatest(
      p_found, round(p_stats.docs::numeric * p_found / greatest(1, p_stats.next_doc - p_first))
    ))::bigint
  end
$$;
revoke all on function private.estimated_df(int, bigint, int, public.search_stats)
  from public, anon, authenticated, service_role;

create function private.idf(p_df bigint, p_docs bigint) returns float8
language sql immutable set search_path = '' as $$
  select ln(1 + (greatest(p_docs, p_df) - p_df + 0.5) / (p_df + 0.5))::float8
$$;
revoke all on function private.idf(bigint, bigint) from public, anon, authenticated, service_role;

-- What an owner has in the index, with what was removed meanwhile taken off.
create function private.stats_of(p_owner uuid, p_kind smallint) returns public.search_stats
language plpgsql stable set search_path = '' as $$
declare
  v_stats public.search_stats;
  v_docs bigint;
  v_len bigint;
begin
  select * into v_stats from public.search_stats s where s.owner = p_owner and s.kind = p_kind;
  select sum(r.docs), sum(r.total_len) into v_docs, v_len
  from public.search_removed r where r.owner = p_owner and r.kind = p_kind;
  v_stats.owner := p_owner;
  v_stats.kind := p_kind;
  v_stats.next_doc := coalesce(v_stats.next_doc, 1);
  v_stats.docs := greatest(0, coalesce(v_stats.docs, 0) - coalesce(v_docs, 0));
  v_stats.total_len := greatest(0, coalesce(v_stats.total_len, 0) - coalesce(v_len, 0));
  return v_stats;
end
$$;
revoke all on function private.stats_of(uuid, smallint) from public, anon, authenticated, service_role;

create function private.average_len(p_stats public.search_stats) returns float8
language sql immutable set search_path = '' as $$
  select greatest(1, p_stats.total_len::float8 / greatest(1, p_stats.docs))
$$;
revoke all on function private.average_len(public.search_stats) from public, anon, authenticated, service_role;

-- The best docs by the newest p_most rows of each term. p_weights: of each term, its idf included. hits: bit n is set where
-- term n was found (of the first 30).
create function private.best_docs(
  p_owner uuid, p_kind smallint, p_terms text[], p_weights float8[], p_average float8, p_most int, p_lo bigint,
  p_hi bigint, p_limit int
) returns table (doc bigint, score float8, hits int)
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off set enable_seqscan = off
set enable_incremental_sort = off set jit = off as $$
begin
  if cardinality(p_terms) = 1 then
    return query
    select p.doc, p_weights[1] * p.tf * 2.4 / (p.tf + 0.14 + p.len * (1.26::float8 / p_average)), 1
    from (
      select t.doc, t.tf::float8 as tf, t.len from public.search_terms t
      where t.owner = p_owner and t.kind = p_kind and t.term = p_terms[1] and t.doc >= p_lo and t.doc <= p_hi
      order by t.doc desc limit p_most
    ) p
    order by 2 desc, 1 desc
    limit p_limit;
    return;
  end if;
  return query
  select p.doc, sum(q.weight * p.tf * 2.4 / (p.tf + 0.14 + p.len * (1.26::float8 / p_average))),
    bit_or(1 << least(30, q.place - 1)::int)
  from rows from (unnest(p_terms), unnest(p_weights)) with ordinality q (term, weight, place),
  lateral (
    select t.doc, t.tf::float8 as tf, t.len from public.search_terms t
    where t.owner = p_owner and t.kind = p_kind and t.term = q.term and t.doc >= p_lo and t.doc <= p_hi
    order by t.doc desc limit p_most
  ) p
  group by p.doc
  order by 2 desc, 1 desc
  limit p_limit;
end
$$;
revoke all on function private.best_docs(uuid, smallint, text[], float8[], float8, int, bigint, bigint, int)
  from public, anon, authenticated, service_role;

-- The same among some docs, by a look at each of them for each term.
create function private.best_of(
  p_owner uuid, p_kind smallint, p_terms text[], p_weights float8[], p_average float8, p_docs bigint[], p_limit int
) returns table (doc bigint, score float8, hits int)
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off set enable_seqscan = off
set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
  return query
  select t.doc, sum(q.weight * t.tf * 2.4 / (t.tf + 0.14 + t.len * (1.26::float8 / p_average))),
    bit_or(1 << least(30, q.place - 1)::int)
  from rows from (unnest(p_terms), unnest(p_weights)) with ordinality q (term, weight, place)
  cross join unnest(p_docs) d (doc)
  -- The offset keeps it a look at one key: joined, all rows of a term would be read.
  cross join lateral (
    select x.doc, x.tf::float8 as tf, x.len from public.search_terms x
    where x.owner = p_owner and x.kind = p_kind and x.term = q.term and x.doc = d.doc offset 0
  ) t
  group by t.doc
  order by 2 desc, 1 desc
  limit p_limit;
end
$$;
revoke all on function private.best_of(uuid, smallint, text[], float8[], float8, bigint[], int)
  from public, anon, authenticated, service_role;

-- Which of some docs, best or newest first, meet a condition on search_docs `d` and have none of p_not; looked at a few at a
-- time, until there are p_enough. (select $4): see search_docs_date_idx; what is executed is planned for its values.
create function private.kept_docs(
  p_owner uuid, p_kind smallint, p_docs bigint[], p_scores float8[], p_where text, p_not text[], p_enough int,
  out o_docs bigint[], out o_scores float8[]
)
language plpgsql stable
set search_path = '' set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_seqscan = off set jit = off as $$
declare
  v_at int := 1;
  v_step int := 400;
  v_found record;
begin
  o_docs := '{}';
  o_scores := '{}';
  while v_at <= cardinality(p_docs) and cardinality(o_docs) < p_enough loop
    execute format(
      'select array_agg(x.doc order by x.place) as docs, array_agg(x.score order by x.place) as scores
       from unnest($1, $2) with ordinality x (doc, score, place)
       cross join lateral (
         select s.* from public.search_docs s where s.owner = $3 and s.kind = (select $4) and s.doc = x.doc offset 0
       ) d
       where %s and 0 = (
         select count(*) from (
           select 1 from public.search_terms t
           where t.owner = $3 and t.kind = $4 and t.term = any ($5) and t.doc = x.doc limit 1
         ) n
       )', coalesce(p_where, 'true')
    ) into v_found
    using p_docs[v_at : v_at + v_step - 1], p_scores[v_at : v_at + v_step - 1], p_owner, p_kind, p_not;
    o_docs := o_docs || v_found.docs;
    o_scores := o_scores || v_found.scores;
    v_at := v_at + v_step;
    v_step := v_step * 2;
  end loop;
end
$$;
revoke all on function private.kept_docs(uuid, smallint, bigint[], float8[], text, text[], int)
  from public, anon, authenticated, service_role;
