-- What people may read of their calls: the receipt of one, and the account of a conversation. Under their own policies.

-- Every range of seqs that a receipt names.
create function private.receipt_ranges(p_receipt jsonb) returns table (first_seq bigint, last_seq bigint)
language sql immutable set search_path = '' as $$
  select (r.value ->> 0)::bigint, (r.value ->> 1)::bigint
  from (
    select jsonb_array_elements(p_receipt -> k.name) as value from unnest(array['verbatim', 'pinned', 'compressed', 'muted']) k(name)
    union all
    select p_receipt -> 'summarised' -> 'range' where jsonb_typeof(p_receipt -> 'summarised') = 'object'
    union all
    select jsonb_array_elements(l.value -> 'ranges') from jsonb_array_elements(p_receipt -> 'leftOut') l
  ) r
$$;
revoke all on function private.receipt_ranges(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.receipt_ranges(jsonb) to authenticated;

-- Of these, [[from, to]] before p_before that no message has any more. Every seq was somebody's: a gap is a deletion.
create function private.deleted_since(p_receipt jsonb, p_conversation uuid, p_before bigint) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(distinct jsonb_build_array(
    greatest(g.first_seq, r.first_seq), least(g.last_seq, r.last_seq)
  )), '[]')
  from private.receipt_ranges(p_receipt) r
  join (
    select s.seq + 1 as first_seq, s.next_seq - 1 as last_seq
    from (
      select k.seq, lead(k.seq) over (order by k.seq) as next_seq
      from (
        select m.seq from public.messages m where m.conversation = p_conversation and m.seq < p_before
        union all values (0::bigint), (p_before)
      ) k (seq)
    ) s
    where s.next_seq > s.seq + 1
  ) g on g.first_seq <= r.last_seq and g.last_seq >= r.first_seq
$$;
revoke all on function private.deleted_since(jsonb, uuid, bigint) from public, anon, authenticated, service_role;
grant execute on function private.deleted_since(jsonb, uuid, bigint) to authenticated;

-- {conversation, receipt, reply {seq, created_at, tokens, thinking_tokens, status}, usage, cost {amount, as_of}, latency_ms,
-- first_token_ms, finish_reason, deleted}; null for a turn that is not the caller's.
create function public.turn_receipt(p_turn uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'conversation', t.conversation,
    'receipt', t.receipt,
    'reply', jsonb_build_object(
      'seq', r.seq,
      'created_at', r.created_at,
      'tokens', r.token_count,
      'status', r.status,
      'thinking_tokens', (
        select coalesce(sum(m.token_count), 0) from public.messages m where m.turn = t.id and m.kind = 'thinking'
      )
    ),
    'usage', t.usage,
    'cost', case when u.cost is not null then jsonb_build_object('amount', u.cost, 'as_of', u.priced_as_of) end,
    'latency_ms', u.latency_ms,
    'first_token_ms', u.first_token_ms,
    'finish_reason', r.metadata -> 'finishReason',
    'deleted', private.deleted_since(t.receipt, t.conversation, t.seq)
  )
  from public.turns t
  join public.messages r on r.id = t.reply
  left join lateral (
    select * from public.usage c where c.turn = t.id and c.kind = 'chat' order by c.created_at desc limit 1
  ) u on true
  where t.id = p_turn
$$;
revoke all on function public.turn_receipt(uuid) from public, anon, authenticated, service_role;
grant execute on function public.turn_receipt(uuid) to authenticated;

-- {spent: [{kind, calls, tokens, cost, as_of}], saved, versions}: what calls took, by what they were for (cost null where
-- the price of one is not known), and the tokens that summaries kept out of calls. Null for somebody else's.
create function public.conversation_account(p_conversation uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'spent', (
      select coalesce(jsonb_agg(to_jsonb(k) order by k.kind), '[]')
      from (
        select u.kind, count(*) as calls, sum(u.prompt_tokens + u.completion_tokens) as tokens,
          case when count(*) = count(u.cost) then sum(u.cost) end as cost, max(u.priced_as_of) as as_of
        from public.usage u where u.conversation = c.id group by u.kind
      ) k
    ),
    'saved', c.saved_tokens,
    'versions', (select coalesce(max(s.version), 0) from public.summaries s where s.conversation = c.id)
  )
  from public.conversations c where c.id = p_conversation
$$;
revoke all on function public.conversation_account(uuid) from public, anon, authenticated, service_role;
grant execute on function public.conversation_account(uuid) to authenticated;
