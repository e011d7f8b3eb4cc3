-- Putting texts into the index. Every p_index is what the app's tokenizer made of a text: {version, terms, counts, length,
-- asks, timed}, `terms` and `counts` in step. Null or an empty object: the text waits for the back-fill.

-- The next number of an owner and kind; what was removed meanwhile is taken off on the way. Locks search_stats.
create function private.next_doc(p_owner uuid, p_kind smallint, p_len int) returns bigint
language plpgsql set search_path = '' as $$
declare
  v_docs bigint;
  v_len bigint;
  v_doc bigint;
begin
  -- Those that another transaction is taking off are its own to take off.
  with gone as (
    delete from public.search_removed r where r.id in (
      select o.id from public.search_removed o where o.owner = p_owner and o.kind = p_kind for update skip locked
    ) returning r.docs, r.total_len
  )
  select coalesce(sum(docs), 0), coalesce(sum(total_len), 0) into v_docs, v_len from gone;
  insert into public.search_stats as s (owner, kind, next_doc, docs, total_len) values (p_owner, p_kind, 2, 1, p_len)
  on conflict (owner, kind) do update set
    next_doc = s.next_doc + 1,
    docs = greatest(0, s.docs - v_docs) + 1,
    total_len = greatest(0, s.total_len - v_len) + p_len
  returning s.next_doc - 1 into v_doc;
  return v_doc;
end
$$;
revoke all on function private.next_doc(uuid, smallint, int) from public, anon, authenticated, service_role;

-- Stores one doc with its terms. p_doc: owner, kind, what it is of, conversation, seq, role, created_at. Terms that are too
-- long to be searched for are left out.
create function private.put_doc(p_doc public.search_docs, p_index jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_doc public.search_docs := p_doc;
begin
  v_doc.len := (p_index ->> 'length')::int;
  v_doc.asks := coalesce((p_index ->> 'asks')::boolean, false);
  v_doc.timed := coalesce((p_index ->> 'timed')::boolean, false);
  v_doc.version := (p_index ->> 'version')::smallint;
  select coalesce(array_agg(x.term), '{}'), coalesce(array_agg(x.tf), '{}') into v_doc.terms, v_doc.counts
  from (
    select i.term collate "C" as term, least(sum(i.tf), 32767)::smallint as tf
    from rows from (
      jsonb_array_elements_text(p_index -> 'terms'), jsonb_array_elements_text(p_index -> 'counts')
    ) as t (term, tf), lateral (select t.term, greatest(1, t.tf::int) as tf) i
    where octet_length(i.term) between 1 and 200 and i.term !~ '\s'
    group by 1 order by 1
  ) x;
  v_doc.doc := private.next_doc(v_doc.owner, v_doc.kind, v_doc.len);
  insert into public.search_docs select v_doc.*;
  insert into public.search_terms (owner, kind, term, doc, tf, len)
  select v_doc.owner, v_doc.kind, t.term, v_doc.doc, t.tf, v_doc.len from unnest(v_doc.terms, v_doc.counts) t (term, tf);
end
$$;
revoke all on function private.put_doc(public.search_docs, jsonb) from public, anon, authenticated, service_role;

-- Nothing for what is never found: replaced, being written, thinking, or empty. Replaces what an older tokenizer made.
create function private.index_message(p_message uuid, p_index jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_message public.messages;
  v_doc public.search_docs;
  v_version constant smallint := coalesce((p_index ->> 'version')::smallint, 0);
begin
  if v_version < 1 then
    return;
  end if;
  select * into v_message from public.messages m where m.id = p_message;
  if not found or v_message.kind <> 'chat' or v_message.superseded_by is not null or v_message.status = 'streaming'
    or v_message.content = '' then
    return;
  end if;
  if exists (select 1 from public.search_docs d where d.message = p_message) then
    delete from public.search_docs d where d.message = p_message;
  end if;
  v_doc.owner := v_message.owner;
  v_doc.kind := 1;
  v_doc.message := p_message;
  v_doc.conversation := v_message.conversation;
  v_doc.seq := v_message.seq;
  v_doc.role := v_message.role;
  v_doc.created_at := v_message.created_at;
  perform private.put_doc(v_doc, p_index);
  update public.messages m set index_version = v_version where m.id = p_message and m.index_version <> v_version;
end
$$;
revoke all on function private.index_message(uuid, jsonb) from public, anon, authenticated, service_role;

-- Replaces an earlier index of the memory. Null takes it out.
create function private.index_memory(p_owner uuid, p_memory uuid, p_index jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_doc public.search_docs;
begin
  if exists (select 1 from public.search_docs d where d.memory = p_memory) then
    delete from public.search_docs d where d.memory = p_memory;
  end if;
  if coalesce((p_index ->> 'version')::smallint, 0) < 1 then
    return;
  end if;
  v_doc.owner := p_owner;
  v_doc.kind := 2;
  v_doc.memory := p_memory;
  v_doc.created_at := private.clock();
  perform private.put_doc(v_doc, p_index);
end
$$;
revoke all on function private.index_memory(uuid, uuid, jsonb) from public, anon, authenticated, service_role;

-- Every version stays in the index with its row; the one in use is what searches find.
create function private.index_summary(p_owner uuid, p_summary uuid, p_conversation uuid, p_index jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_doc public.search_docs;
begin
  if exists (select 1 from public.search_docs d where d.summary = p_summary) then
    delete from public.search_docs d where d.summary = p_summary;
  end if;
  if coalesce((p_index ->> 'version')::smallint, 0) < 1 then
    return;
  end if;
  v_doc.owner := p_owner;
  v_doc.kind := 3;
  v_doc.summary := p_summary;
  v_doc.conversation := p_conversation;
  v_doc.created_at := private.clock();
  perform private.put_doc(v_doc, p_index);
end
$$;
revoke all on function private.index_summary(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;

-- Whoever gets a message, memory or summary (adopt_guest) gets it with its words, numbered after the own ones.
create function private.move_doc() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_doc public.search_docs;
begin
  delete from public.search_docs d
  where case tg_table_name
    when 'messages' then d.message = new.id when 'memories' then d.memory = new.id else d.summary = new.id
  end
  returning * into v_doc;
  if v_doc.owner is not null then
    v_doc.owner := new.owner;
    perform private.put_doc(v_doc, jsonb_build_object(
      'version', v_doc.version, 'terms', v_doc.terms, 'counts', v_doc.counts, 'length', v_doc.len, 'asks', v_doc.asks,
      'timed', v_doc.timed
    ));
  end if;
  return null;
end
$$;
revoke all on function private.move_doc() from public, anon, authenticated, service_role;

create trigger move_doc after update of owner on public.messages
  for each row when (old.owner <> new.owner) execute function private.move_doc();
create trigger move_doc after update of owner on public.memories
  for each row when (old.owner <> new.owner) execute function private.move_doc();
create trigger move_doc after update of owner on public.summaries
  for each row when (old.owner <> new.owner) execute function private.move_doc();

-- What has to be indexed by the app: what is not yet, or what an older tokenizer indexed. Newest first does not matter; what
-- is done leaves the list, so that a next call goes on where the last one ended. [{id, content, created_at, role, author}]
create function public.unindexed_messages(p_version int, p_limit int) returns jsonb
language plpgsql stable security definer
set search_path = '' set enable_seqscan = off set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', m.id, 'content', m.content, 'created_at', m.created_at, 'role', m.role, 'author', m.author
    )), '[]')
    from (
      (
        select m.id from public.messages m
        where m.index_version = 0 and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming'
          and m.content <> ''
        limit p_limit
      ) union all (
        select d.message from public.search_docs d
        where d.version < p_version and d.kind = 1 limit p_limit
      ) limit p_limit
    ) w
    join public.messages m on m.id = w.id
  );
end
$$;
revoke all on function public.unindexed_messages(int, int) from public, anon, authenticated, service_role;
grant execute on function public.unindexed_messages(int, int) to service_role;

-- p_rows: [{id, index}]. What is gone meanwhile is passed over. Returns how many were indexed.
create function public.index_messages(p_rows jsonb) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_indexes constant jsonb := (
    select jsonb_object_agg(r.value ->> 'id', r.value -> 'index') from jsonb_array_elements(p_rows) r
  );
  v_ids uuid[];
  v_id uuid;
begin
  -- All of them before the first one locks search_stats, which comes after everything else; of one owner after the other, in
  -- the order in which they were said.
  v_ids := array(
    select m.id from public.messages m
    where m.id = any (array(select k::uuid from jsonb_object_keys(v_indexes) k))
    order by m.owner, m.created_at, m.seq, m.id
    for no key update of m
  );
  foreach v_id in array v_ids loop
    perform private.index_message(v_id, v_indexes -> v_id::text);
  end loop;
  return cardinality(v_ids);
end
$$;
revoke all on function public.index_messages(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.index_messages(jsonb) to service_role;
