-- What a mistyped word may have meant: terms of the caller's own messages, near it by Damerau-Levenshtein.

-- Edits between two words, a swap of neighbours counting as one; p_most + 1 where there are more.
create function private.edits(p_one text, p_other text, p_most int) returns int
language plpgsql immutable set search_path = '' as $$
declare
  v_one constant text[] := regexp_split_to_array(p_one, '');
  v_other constant text[] := regexp_split_to_array(p_other, '');
  v_n constant int := cardinality(v_one);
  v_m constant int := cardinality(v_other);
  v_before int[];
  v_last int[];
  v_row int[];
  v_least int;
  v_cell int;
begin
  if abs(v_n - v_m) > p_most then
    return p_most + 1;
  end if;
  v_last := array(select generate_series(0, v_m));
  for i in 1..v_n loop
    v_row := array[i];
    v_least := i;
    for j in 1..v_m loop
      v_cell := least(v_last[j + 1] + 1, v_row[j] + 1, v_last[j] + (v_one[i] <> v_other[j])::int);
      if i > 1 and j > 1 and v_one[i] = v_other[j - 1] and v_one[i - 1] = v_other[j] then
        v_cell := least(v_cell, v_before[j - 1] + 1);
      end if;
      v_row[j + 1] := v_cell;
      v_least := least(v_least, v_cell);
    end loop;
    if v_least > p_most then
      return p_most + 1;
    end if;
    v_before := v_last;
    v_last := v_row;
  end loop;
  return least(p_most + 1, v_last[v_m + 1]);
end
$$;
revoke all on function private.edits(text, text, int) from public, anon, authenticated, service_role;

-- Different terms that begin with a letter, found by skipping from one to the next: at most 20,000.
create function private.terms_from(p_owner uuid, p_letter text) returns setof text
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set enable_bitmapscan = off
set jit = off as $$
begin
  return query
  with recursive own (term) as (
    (
      select t.term from public.search_terms t
      where t.owner = p_owner and t.kind = 1 and t.term >= p_letter collate "C" order by t.term limit 1
    ) union all
    select (
      select t.term from public.search_terms t
      where t.owner = p_owner and t.kind = 1 and t.term > o.term order by t.term limit 1
    )
    from own o where starts_with(o.term, p_letter)
  )
  select o.term::text from own o where starts_with(o.term, p_letter) limit 20000;
end
$$;
revoke all on function private.terms_from(uuid, text) from public, anon, authenticated, service_role;

-- For each of at most 6 terms up to three others that are in use: one edit away from 4 letters on, two from 8. Only those that
-- begin with one of its first two letters. [{term, similar, df}], nearest first, then the commonest.
create function public.similar_terms(p_terms text[]) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
  v_owner constant uuid := (select auth.uid());
  v_stats constant public.search_stats := private.stats_of(v_owner, 1::smallint);
begin
  return (
    select coalesce(json_agg(json_build_object('term', b.word, 'similar', b.term, 'df', b.df)
      order by b.place, b.rank), '[]')
    from (
      select n.*, row_number() over (partition by n.word order by n.edits, n.df desc, n.term) as rank
      from (
        select q.word, q.place, t.term, e.edits, private.estimated_df(r.found, r.first, 500, v_stats) as df
        from unnest(p_terms[:6]) with ordinality q (word, place)
        cross join lateral (select case when char_length(q.word) >= 8 then 2 else 1 end as most) a
        cross join lateral (
          select distinct s.term
          from (select distinct l from unnest(array[substr(q.word, 1, 1), substr(q.word, 2, 1)]) l) f (letter),
            private.terms_from(v_owner, f.letter) s (term)
          where abs(char_length(s.term) - char_length(q.word)) <= a.most
            -- Letters of the one that the other lacks: cheap, and most terms go by it.
            and char_length(translate(s.term, q.word, '')) <= a.most
            and char_length(translate(q.word, s.term, '')) <= a.most
            and s.term <> q.word
        ) t
        cross join lateral (select private.edits(q.word, t.term, a.most) as edits) e
        cross join lateral private.term_reach(
          v_owner, 1::smallint, array[t.term], 500, 1, v_stats.next_doc
        ) r
        where char_length(q.word) between 4 and 40 and e.edits <= a.most
      ) n
    ) b
    where b.rank <= 3
  );
end
$$;
revoke all on function public.similar_terms(text[]) from public, anon, authenticated, service_role;
grant execute on function public.similar_terms(text[]) to authenticated;
