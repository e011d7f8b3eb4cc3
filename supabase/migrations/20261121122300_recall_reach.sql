-- What comes along with a candidate: its neighbours as far as they matter, with the nearness of each to the turn's vector.

-- How near the nearest passage of each of these messages is to a vector of length 1. Messages without vectors of the model are
-- not in the answer.
create function private.cosines_of(p_messages uuid[], p_vector text, p_model text)
returns table (message uuid, cosine real)
language sql stable set search_path = '' as $$
  select null::uuid, null::real where false
$$;
revoke all on function private.cosines_of(uuid[], text, text) from public, anon, authenticated, service_role;

-- The candidates, and three messages on either side of the fifty best of each list, one of the others: farther from them
-- nothing more is found (docs/recall.md). A text that no call has room for comes without its content. p_scope: {own, past}.
-- p_found: docs with their score.
create or replace function private.recall_rows(
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
      select a.doc, a.conversation, a.seq, case when min(a.place) <= 50 then 3 else 1 end as reach
      from allowed a where a.place <= v_most group by a.doc, a.conversation, a.seq
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
            where x.conversation = c.conversation and x.seq < c.seq and x.kind = 1 order by x.seq desc limit c.reach
          ) d
        ) b
        union all
        select b.doc, b.distance, null, null from chosen c, lateral (
          select d.doc, row_number() over (order by d.seq)::int as distance
          from (
            select x.doc, x.seq from public.search_docs x
            where x.conversation = c.conversation and x.seq > c.seq and x.kind = 1
              and (c.conversation is distinct from p_conversation or x.seq < p_before)
            order by x.seq limit c.reach
          ) d
        ) b
      ) n
      group by n.doc
      having min(n.distance) is not null
    ), meant as materialized (
      select jsonb_object_agg(x.message, x.cosine) as cosines
      from private.cosines_of(
        array(
          select d.message from near n
          cross join lateral (
            select x.message from public.search_docs x where x.owner = p_owner and x.kind = v_kind and x.doc = n.doc offset 0
          ) d
          where n.cosine is null and p_query ->> 'vector' is not null
        ),
        p_query ->> 'vector', p_query ->> 'model'
      ) x
    )
    select coalesce(json_agg(json_build_object(
      'doc', d.doc, 'message', d.message, 'conversation', d.conversation, 'title', c.title, 'seq', d.seq, 'role', d.role,
      'author', m.author, 'created_at', d.created_at, 'token_count', m.token_count, 'token_family', m.token_family,
      'pinned', m.pinned, 'terms', array_to_string(d.terms, ' '), 'counts', array_to_string(d.counts, ' '), 'len', d.len,
      'asks', d.asks, 'timed', d.timed, 'lexical', coalesce(n.score, 0),
      'cosine', coalesce(n.cosine, (v.cosines ->> d.message::text)::real), 'candidate', n.distance = 0,
      'content', case when char_length(m.content) <= 30000 then m.content end
    ) order by d.conversation, d.seq), '[]')
    from near n
    cross join meant v
    cross join lateral (
      select x.* from public.search_docs x where x.owner = p_owner and x.kind = v_kind and x.doc = n.doc offset 0
    ) d
    cross join lateral (select x.* from public.messages x where x.id = d.message offset 0) m
    cross join lateral (select x.title from public.conversations x where x.id = d.conversation offset 0) c
    where not m.muted and not m.forgotten
  );
end
$$;
