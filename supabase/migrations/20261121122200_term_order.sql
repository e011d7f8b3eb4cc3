-- Terms of a doc in the order in which the text has them: recall takes the first ones for what it is about.

-- Stores one doc with its terms. p_doc: owner, kind, what it is of, conversation, seq, role, created_at. Terms that are too
-- long to be searched for are left out.
create or replace function private.put_doc(p_doc public.search_docs, p_index jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_doc public.search_docs := p_doc;
begin
  v_doc.len := (p_index ->> 'length')::int;
  v_doc.asks := coalesce((p_index ->> 'asks')::boolean, false);
  v_doc.timed := coalesce((p_index ->> 'timed')::boolean, false);
  v_doc.version := (p_index ->> 'version')::smallint;
  select coalesce(array_agg(x.term order by x.place), '{}'), coalesce(array_agg(x.tf order by x.place), '{}')
  into v_doc.terms, v_doc.counts
  from (
    select i.term collate "C" as term, least(sum(i.tf), 32767)::smallint as tf, min(t.place) as place
    from rows from (
      jsonb_array_elements_text(p_index -> 'terms'), jsonb_array_elements_text(p_index -> 'counts')
    ) with ordinality as t (term, tf, place), lateral (select t.term, greatest(1, t.tf::int) as tf) i
    where octet_length(i.term) between 1 and 200 and i.term !~ '\s'
    group by 1
  ) x;
  v_doc.doc := private.next_doc(v_doc.owner, v_doc.kind, v_doc.len);
  insert into public.search_docs select v_doc.*;
  insert into public.search_terms (owner, kind, term, doc, tf, len)
  select v_doc.owner, v_doc.kind, t.term, v_doc.doc, t.tf, v_doc.len from unnest(v_doc.terms, v_doc.counts) t (term, tf)
  order by t.term;
end
$$;
