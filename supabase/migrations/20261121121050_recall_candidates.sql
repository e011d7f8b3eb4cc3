-- What a turn may recall: the messages that match its words best and those nearest to its vector, with what stands around
-- them, and the memories. The app scores and chooses; here is only read what could be chosen.

-- {own, past, memories}, as asked for and allowed, and the agent. A temporary conversation gets nothing.
create function private.recall_scope(p_owner uuid, p_conversation uuid, p_query jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_conversation public.conversations;
  v_agent public.agents;
  v_open boolean;
begin
  if p_conversation is not null then
    select * into v_conversation from public.conversations c where c.id = p_conversation and c.owner = p_owner;
    if not found then
      raise exception 'not_found';
    end if;
  end if;
  select a.* into v_agent from public.agents a
  where a.owner = p_owner and a.id = coalesce(
    v_conversation.agent, (p_query ->> 'agent')::uuid,
    (select p.default_agent from public.profiles p where p.id = p_owner)
  );
  v_open := not coalesce(v_conversation.temporary, (p_query ->> 'temporary')::boolean, false);
  return jsonb_build_object(
    'agent', v_agent.id,
    'own', v_open and p_conversation is not null and coalesce((p_query -> 'scope' ->> 'own')::boolean, false),
    'past', v_open and coalesce((p_query -> 'scope' ->> 'past')::boolean, false)
      and coalesce(v_agent.recall_past, true) and coalesce(v_conversation.recall_past, true),
    'memories', v_open and coalesce((p_query -> 'scope' ->> 'memories')::boolean, false)
      and coalesce(v_agent.memory, true)
  );
end
$$;
revoke all on function private.recall_scope(uuid, uuid, jsonb) from public, anon, authenticated, service_role;

-- The query's terms and, weighted by p_query.previous, those of the user's last message before p_before that are the
-- rarest: 12 of them, and none that is nowhere else.
create function private.recall_terms(
  p_owner uuid, p_conversation uuid, p_before bigint, p_query jsonb, p_stats public.search_stats
) returns table (term text, weight float8, df bigint)
language plpgsql stable set search_path = '' as $$
declare
  v_terms text[];
  v_weights float8[];
  v_previous constant float8 := coalesce((p_query ->> 'previous')::float8, 0);
  v_said text[];
begin
  select coalesce(array_agg(q.term order by q.place), '{}'), coalesce(array_agg(q.weight order by q.place), '{}')
  into v_terms, v_weights
  from (
    select e.value ->> 'term' as term, (e.value ->> 'weight')::float8 as weight, e.place
    from jsonb_array_elements(p_query -> 'terms') with ordinality e (value, place)
    order by e.place limit 32
  ) q;
  if v_previous > 0 and p_conversation is not null then
    select d.terms into v_said from public.search_docs d
    where d.conversation = p_conversation and d.seq < p_before and d.kind = 1 and d.role = 'user'
    order by d.seq desc limit 1;
    v_said := array(select s from unnest(v_said) s where s <> all (v_terms) limit 48);
  end if;
  return query
  with reach as (
    select q.place, q.term, q.weight, private.estimated_df(r.found, r.first, 500, p_stats) as df
    from rows from (unnest(v_terms || v_said), unnest(v_weights)) with ordinality q (term, weight, place)
    join private.term_reach(p_owner, 1::smallint, v_terms || v_said, 500, 1, p_stats.next_doc) r on r.place = q.place
  )
  select r.term, r.weight, r.df from reach r where r.weight is not null
  union all
  (select r.term, v_previous, r.df from reach r where r.weight is null and r.df > 1 order by r.df, r.place limit 12);
end
$$;
revoke all on function private.recall_terms(uuid, uuid, bigint, jsonb, public.search_stats)
  from public, anon, authenticated, service_role;

-- The best docs by words: the rarest terms first, until 12,000 rows are to be read; what is in everything tells nothing
-- apart, and the app weighs it for those that are found. p_own: only this conversation's docs.
create function private.recall_docs(
  p_owner uuid, p_own uuid, p_terms text[], p_weights float8[], p_df bigint[], p_stats public.search_stats, p_limit int
) returns table (doc bigint, score float8)
language plpgsql stable set search_path = '' set jit = off as $$
declare
  v_terms text[];
  v_weights float8[];
  v_docs bigint[];
  v_scores float8[];
  v_reach record;
  v_average constant float8 := private.average_len(p_stats);
begin
  select array_agg(x.term), array_agg(x.weight * private.idf(x.df, p_stats.docs)) into v_terms, v_weights
  from (
    select q.*, sum(least(q.df, 5000)) over (order by q.df, q.term) as work, row_number() over (order by q.df, q.term)
    from unnest(p_terms, p_weights, p_df) q (term, weight, df) where q.df > 0 and q.weight > 0
  ) x where x.work <= 12000 or x.row_number = 1;
  if v_terms is null then
    return;
  end if;
  if p_own is null then
    return query
      select b.doc, b.score from private.best_docs(
        p_owner, 1::smallint, v_terms, v_weights, v_average, 5000, 1, p_stats.next_doc, p_limit
      ) b;
    return;
  end if;
  v_docs := array(
    select d.doc from public.search_docs d where d.conversation = p_own and d.kind = 1 limit 1 + 10000 / cardinality(v_terms)
  );
  if cardinality(v_docs) * cardinality(v_terms) <= 10000 then
    return query
      select b.doc, b.score
      from private.best_of(p_owner, 1::smallint, v_terms, v_weights, v_average, v_docs, p_limit) b;
    return;
  end if;
  -- Between its docs lie others. A conversation that is longer than what is counted here is most of what there is.
  select count(*) as docs, min(d.doc) as lo, max(d.doc) as hi into v_reach
  from (
    select x.doc from public.search_docs x where x.conversation = p_own and x.kind = 1 limit 20000
  ) d;
  if v_reach.docs = 20000 then
    v_reach.lo := 1;
    v_reach.hi := p_stats.next_doc;
  end if;
  select array_agg(b.doc), array_agg(b.score) into v_docs, v_scores
  from private.best_docs(
    p_owner, 1::smallint, v_terms, v_weights, v_average, 5000, v_reach.lo, v_reach.hi, 3000
  ) b;
  return query
    select k.doc, k.score
    from private.kept_docs(
      p_owner, 1::smallint, v_docs, v_scores, format('d.conversation = %L', p_own), '{}', p_limit
    ) f, unnest(f.o_docs, f.o_scores) k (doc, score)
    limit p_limit;
end
$$;
revoke all on function private.recall_docs(uuid, uuid, text[], float8[], bigint[], public.search_stats, int)
  from public, anon, authenticated, service_role;

-- The candidates with up to three messages on either side of each; content for them and their next neighbours. p_scope:
-- {own, past}. p_found: docs with their score.
create function private.recall_rows(
  p_owner uuid, p_conversation uuid, p_before bigint, p_scope jsonb, p_query jsonb, p_docs bigint[], p_scores float8[]
) returns json
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_hashjoin = off set enable_mergejoin = off
set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
declare
  v_own constant boolean := (p_scope ->> 'own')::boolean;
  v_past constant boolean := (p_scope ->> 'past')::boolean;
  v_kind constant smallint := 1;
  v_most constant int := least(200, greatest(1, coalesce((p_query ->> 'candidates')::int, 100)));
begin
  return (
    with found as (
      select f.doc, f.score, null::real as cosine, 1 as list
      from unnest(p_docs, p_scores) f (doc, score)
      union all
      select d.doc, null, n.cosine, 2
      from private.nearest(
        p_owner, 1::smallint, p_query ->> 'vector', p_query ->> 'model', 3 * v_most, case when v_past then null else p_conversation end
      ) n
      join public.search_docs d on d.message = n.doc_message
      where p_query ->> 'vector' is not null and d.owner = p_owner
      union all
      select d.doc, null, null, 3
      from public.recall_marks k join public.search_docs d on d.message = k.message
      where k.conversation = p_conversation and k.mark = 'pin' and d.owner = p_owner
    ), allowed as (
      select f.*, d.conversation, d.seq, row_number() over (
        partition by f.list order by coalesce(f.score, f.cosine) desc nulls last, f.doc desc
      ) as place
      from found f
      cross join lateral (
        select x.* from public.search_docs x where x.owner = p_owner and x.kind = v_kind and x.doc = f.doc offset 0
      ) d
      cross join lateral (select x.muted, x.forgotten from public.messages x where x.id = d.message offset 0) m
      cross join lateral (
        select x.temporary, x.recall_past from public.conversations x where x.id = d.conversation offset 0
      ) c
      where not m.muted and not m.forgotten and case
        when d.conversation = p_conversation then v_own and d.seq < p_before
        else v_past and not c.temporary and c.recall_past
      end
    ), chosen as materialized (
      select a.doc, a.conversation, a.seq from allowed a where a.place <= v_most group by a.doc, a.conversation, a.seq
    ), near as materialized (
      select n.doc, min(n.distance) as distance, max(n.score) as score, max(n.cosine) as cosine
      from (
        select c.doc, 0 as distance, null::float8 as score, null::real as cosine from chosen c
        union all
        select f.doc, null, f.score, f.cosine from found f
        union all
        select b.doc, b.distance, null, null from chosen c, lateral (
          select d.doc, row_number() over (order by d.seq desc)::int as distance
          from (
            select x.doc, x.seq from public.search_docs x
            where x.conversation = c.conversation and x.seq < c.seq and x.kind = 1 order by x.seq desc limit 3
          ) d
        ) b
        union all
        select b.doc, b.distance, null, null from chosen c, lateral (
          select d.doc, row_number() over (order by d.seq)::int as distance
          from (
            select x.doc, x.seq from public.search_docs x
            where x.conversation = c.conversation and x.seq > c.seq and x.kind = 1
              and (c.conversation is distinct from p_conversation or x.seq < p_before)
            order by x.seq limit 3
          ) d
        ) b
      ) n
      group by n.doc
      having min(n.distance) is not null
    )
    select coalesce(json_agg(json_build_object(
      'doc', d.doc, 'message', d.message, 'conversation', d.conversation, 'title', c.title, 'seq', d.seq, 'role', d.role,
      'author', m.author, 'created_at', d.created_at, 'token_count', m.token_count, 'token_family', m.token_family,
      'pinned', m.pinned, 'terms', array_to_string(d.terms, ' '), 'counts', array_to_string(d.counts, ' '), 'len', d.len,
      'asks', d.asks, 'timed', d.timed, 'lexical', coalesce(n.score, 0), 'cosine', n.cosine, 'candidate', n.distance = 0,
      'content', case when n.distance <= 1 then m.content end
    ) order by d.conversation, d.seq), '[]')
    from near n
    cross join lateral (
      select x.* from public.search_docs x where x.owner = p_owner and x.kind = v_kind and x.doc = n.doc offset 0
    ) d
    cross join lateral (select x.* from public.messages x where x.id = d.message offset 0) m
    cross join lateral (select x.title from public.conversations x where x.id = d.conversation offset 0) c
    where not m.muted and not m.forgotten
  );
end
$$;
revoke all on function private.recall_rows(uuid, uuid, bigint, jsonb, jsonb, bigint[], float8[])
  from public, anon, authenticated, service_role;

-- p_query: {terms: [{term, weight}], previous, vector | null, model | null, candidates, scope: {own, past, memories}, agent |
-- null, temporary}; the last two for a conversation that is not there yet (p_conversation null). p_before: the first seq of
-- the conversation that is not looked at; null: all of it is. Answers {allowed, docs, avg_len, terms: [{term, weight, df}],
-- rows, memories, standing, marks}; terms and counts of a row are joined by spaces. Raises not_found.
create function public.recall_candidates(p_conversation uuid, p_before bigint, p_query jsonb) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
  v_owner constant uuid := (select auth.uid());
  v_before constant bigint := coalesce(p_before, 9223372036854775807);
  v_scope constant jsonb := private.recall_scope(v_owner, p_conversation, p_query);
  v_stats constant public.search_stats := private.stats_of(v_owner, 1::smallint);
  v_terms text[];
  v_weights float8[];
  v_df bigint[];
  v_docs bigint[];
  v_scores float8[];
  v_rows json := '[]';
  v_memories jsonb := '{}';
begin
  if (v_scope ->> 'own')::boolean or (v_scope ->> 'past')::boolean then
    select array_agg(t.term), array_agg(t.weight), array_agg(t.df) into v_terms, v_weights, v_df
    from private.recall_terms(v_owner, p_conversation, v_before, p_query, v_stats) t;
    select array_agg(d.doc), array_agg(d.score) into v_docs, v_scores
    from private.recall_docs(
      v_owner, case when not (v_scope ->> 'past')::boolean then p_conversation end, v_terms, v_weights, v_df, v_stats, 300
    ) d;
    v_rows := private.recall_rows(v_owner, p_conversation, v_before, v_scope, p_query, v_docs, v_scores);
  end if;
  if v_scope @> any (array['{"own": true}', '{"past": true}', '{"memories": true}']::jsonb[]) then
    v_memories := private.recall_memories(v_owner, (v_scope ->> 'agent')::uuid, p_conversation, p_query);
  end if;
  if not (v_scope ->> 'memories')::boolean then
    v_memories := jsonb_build_object('marks', v_memories -> 'marks');
  end if;
  return json_build_object(
    'allowed', v_scope - 'agent',
    'docs', v_stats.docs,
    'avg_len', private.average_len(v_stats),
    'terms', (
      select coalesce(json_agg(json_build_object('term', t.term, 'weight', t.weight, 'df', t.df)), '[]')
      from unnest(v_terms, v_weights, v_df) t (term, weight, df)
    ),
    'rows', v_rows,
    'memories', coalesce(v_memories -> 'memories', '[]'),
    'standing', coalesce(v_memories -> 'standing', '[]'),
    'marks', coalesce(v_memories -> 'marks', '[]')
  );
end
$$;
revoke all on function public.recall_candidates(uuid, bigint, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.recall_candidates(uuid, bigint, jsonb) to authenticated;
