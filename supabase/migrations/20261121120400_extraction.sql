-- What memories are taken from, and what is known already.

create function private.extraction_row(p_message public.messages) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object(
    'id', p_message.id, 'seq', p_message.seq, 'role', p_message.role, 'content', p_message.content,
    'author', p_message.author, 'said_at', p_message.created_at
  )
$$;
revoke all on function private.extraction_row(public.messages) from public, anon, authenticated, service_role;

-- Whether its words may become memories: said to the end, neither replaced nor muted, and not forgotten.
create function private.may_remember(p_message public.messages) returns boolean
language sql immutable set search_path = '' as $$
  select p_message.kind = 'chat' and p_message.superseded_by is null and p_message.status <> 'streaming'
    and not p_message.muted and not p_message.forgotten and p_message.content <> ''
$$;
revoke all on function private.may_remember(public.messages) from public, anon, authenticated, service_role;

-- {conversation, memory: the agent keeps any, rows: those after extracted_to, oldest first, before the turn that runs,
-- before: the four just before them, opening: the first thing the user said, more, to: up to which seq the rows reach,
-- working, episode: entries of the conversation, account: what its extraction has cost and found}; null for a conversation
-- that is not the owner's.
create function public.extraction_work(p_owner uuid, p_conversation uuid, p_limit int default 50) returns jsonb
language plpgsql stable security definer
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off as $$
declare
  v_conversation public.conversations;
  v_end bigint;
  v_seqs bigint[];
  v_more boolean;
begin
  select * into v_conversation from public.conversations c where c.id = p_conversation and c.owner = p_owner;
  if not found then
    return null;
  end if;
  v_end := coalesce(private.running_from(p_conversation), v_conversation.next_seq);
  select coalesce(array_agg(r.seq order by r.seq), '{}') into v_seqs
  from (
    select m.seq from public.messages m
    where m.conversation = p_conversation and m.seq > v_conversation.extracted_to and m.seq < v_end
      and private.may_remember(m)
    order by m.seq limit p_limit + 1
  ) r;
  v_more := cardinality(v_seqs) > p_limit;
  v_seqs := v_seqs[1:p_limit];
  return jsonb_build_object(
    'conversation', jsonb_build_object(
      'id', v_conversation.id, 'agent', v_conversation.agent, 'title', v_conversation.title,
      'temporary', v_conversation.temporary, 'extracted_to', v_conversation.extracted_to,
      'forgotten', v_conversation.forgotten, 'updated_at', v_conversation.updated_at
    ),
    'memory', (select a.memory from public.agents a where a.id = v_conversation.agent),
    'rows', (
      select coalesce(jsonb_agg(private.extraction_row(m) order by m.seq), '[]') from public.messages m
      where m.conversation = p_conversation and m.seq = any (v_seqs)
    ),
    'before', (
      select coalesce(jsonb_agg(private.extraction_row(b) order by b.seq), '[]')
      from (
        select * from public.messages m
        where m.conversation = p_conversation and m.seq > 0 and m.seq <= v_conversation.extracted_to
          and private.may_remember(m)
        order by m.seq desc limit 4
      ) b
    ),
    'opening', (
      select private.extraction_row(o)
      from (
        select * from public.messages m
        where m.conversation = p_conversation and m.seq > 0 and m.role = 'user' and private.may_remember(m)
        order by m.seq limit 1
      ) o
    ),
    'more', v_more,
    'to', case when v_more then v_seqs[p_limit] else v_end - 1 end,
    'working', (
      select coalesce(jsonb_agg(private.memory_json(w) order by w.created_at), '[]') from public.memories w
      where w.conversation = p_conversation and w.type = 'working' and w.valid_to is null and w.retired_by is null
    ),
    'episode', (
      select private.memory_json(e) from public.memories e
      where e.conversation = p_conversation and e.type = 'episodic' and e.valid_to is null and e.retired_by is null
      order by e.created_at desc limit 1
    ),
    'account', (
      select jsonb_build_object(
        'calls', count(*), 'spent', coalesce(sum(u.prompt_tokens + u.completion_tokens), 0),
        'found', (
          select count(distinct s.memory) from public.memory_sources s join public.memories m on m.id = s.memory
          where s.conversation = p_conversation and m.metadata @> '{"by": "model"}'
        )
      )
      from public.usage u where u.conversation = p_conversation and u.kind = 'extraction'
    )
  );
end
$$;
revoke all on function public.extraction_work(uuid, uuid, int) from public, anon, authenticated, service_role;
grant execute on function public.extraction_work(uuid, uuid, int) to service_role;

-- Conversations in which nothing was said since p_before and something is left to take from them, longest at rest first:
-- [{owner, conversation}]. Storing what was found, be it nothing, takes one off the list.
create function public.resting_conversations(p_before timestamptz, p_limit int default 20) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('owner', r.owner, 'conversation', r.id) order by r.updated_at), '[]')
  from (
    select c.id, c.owner, c.updated_at from public.conversations c
    where not c.rested and not c.temporary and c.updated_at < p_before and not c.running and c.next_seq > 1
      and exists (select 1 from public.agents a where a.id = c.agent and a.memory)
    order by c.updated_at limit p_limit
  ) r
$$;
revoke all on function public.resting_conversations(timestamptz, int) from public, anon, authenticated, service_role;
grant execute on function public.resting_conversations(timestamptz, int) to service_role;

-- Ranks an owner's memories by BM25 (k1 1.4, b 0.9) over the newest 5,000 that hold each term. p_terms: [{term, weight}].
-- Only those that hold now, are not put away, and that p_agent may see: its own and those of all agents; null: all.
create function private.rank_memories(p_owner uuid, p_terms jsonb, p_agent uuid, p_limit int)
returns table (memory uuid, score double precision)
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  v_docs double precision;
  v_length double precision;
begin
  select greatest(1, s.docs), greatest(1, s.total_len)::double precision / greatest(1, s.docs) into v_docs, v_length
  from public.search_stats s where s.owner = p_owner and s.kind = 2;
  if v_docs is null then
    return;
  end if;
  return query
  with wanted as (
    select t.term, sum(t.weight) as weight
    from jsonb_to_recordset(p_terms) as t (term text, weight double precision)
    group by t.term order by 2 desc limit 64
  ), hit as (
    select w.weight, p.doc, p.tf, p.len, count(*) over (partition by w.term) as df
    from wanted w
    cross join lateral (
      select t.doc, t.tf, t.len from public.search_terms t
      where t.owner = p_owner and t.kind = 2 and t.term = w.term collate "C"
      order by t.doc desc limit 5000
    ) p
  ), ranked as (
    select h.doc, sum(
      h.weight * ln(1 + greatest(0, v_docs - h.df + 0.5) / (h.df + 0.5))
      * h.tf * 2.4 / (h.tf + 1.4 * (0.1 + 0.9 * h.len / v_length))
    ) as points
    from hit h group by h.doc
  )
  select d.memory, r.points
  from ranked r
  join public.search_docs d on d.owner = p_owner and d.kind = 2 and d.doc = r.doc
  join public.memories m on m.id = d.memory
  where m.valid_to is null and m.retired_by is null and (p_agent is null or m.agent is null or m.agent = p_agent)
  order by r.points desc, d.doc desc
  limit p_limit;
end
$$;
revoke all on function private.rank_memories(uuid, jsonb, uuid, int) from public, anon, authenticated, service_role;

-- Entries that hold, most like these terms first: what a new one may repeat or contradict.
create function public.memories_like(p_owner uuid, p_terms text[], p_limit int default 20) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(private.memory_json(m) order by r.score desc, m.id), '[]')
  from private.rank_memories(
    p_owner, (select jsonb_agg(jsonb_build_object('term', t, 'weight', 1)) from unnest(p_terms) t), null, p_limit
  ) r
  join public.memories m on m.id = r.memory
$$;
revoke all on function public.memories_like(uuid, text[], int) from public, anon, authenticated, service_role;
grant execute on function public.memories_like(uuid, text[], int) to service_role;
