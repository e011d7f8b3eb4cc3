-- append_replies as before; a batch element may carry "receipt", which is stored if the turn has none yet.

drop function private.renew_turns(uuid[], timestamptz, int);

-- Renews the leases of turns that the caller has locked, stores their receipts ({turn: receipt}), and tells their channels
-- what is new, at most twice a second each. A single update a row: a second one in the same transaction would check the
-- foreign keys again, and so wait for whoever holds the conversation.
create function private.renew_turns(p_turns uuid[], p_receipts jsonb, p_now timestamptz, p_lease_s int) returns void
language plpgsql set search_path = '' as $$
declare
  v_turn record;
begin
  for v_turn in
    update public.turns t set
      lease_until = p_now + make_interval(secs => p_lease_s),
      receipt = coalesce(t.receipt, p_receipts -> t.id::text),
      broadcast_n = coalesce(news.last, t.broadcast_n),
      broadcast_at = case when news.last is null then t.broadcast_at else p_now end
    from (
      select m.id, d.last, d.utf16_offset, d.text, d.tokens
      from public.turns m
      left join lateral (
        select max(c.n) as last, min(c.utf16_offset) as utf16_offset, string_agg(c.text, '' order by c.n) as text,
          max(c.tokens) as tokens
        from public.turn_chunks c
        where c.turn = m.id and c.n > m.broadcast_n and c.kind = 'delta'
      ) d on m.broadcast_at <= p_now - interval '500 milliseconds'
      where m.id = any (p_turns)
    ) news
    where t.id = news.id
    returning t.id, t.conversation, t.reply, news.last, news.utf16_offset, news.text, news.tokens
  loop
    continue when v_turn.last is null;
    perform private.broadcast(
      'conversation:' || v_turn.conversation, 'delta',
      jsonb_strip_nulls(jsonb_build_object(
        'turnId', v_turn.id, 'replyId', v_turn.reply, 'offset', v_turn.utf16_offset, 'text', v_turn.text,
        'tokens', nullif(v_turn.tokens, 0)
      ))
    );
  end loop;
end
$$;
revoke all on function private.renew_turns(uuid[], jsonb, timestamptz, int) from public, anon, authenticated, service_role;

-- One call stores what all turns of a server have newly said, renews their leases and tells which of them should stop.
-- p_batch: [{turn, fence, n, kind, offset, text, tokens, receipt} | {turn, fence, receipt}]. A turn that is not in `alive`
-- is no longer the caller's: ended, deleted, or under another fence. The same n again is ignored.
create or replace function public.append_replies(p_lease_s int, p_batch jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now constant timestamptz := private.clock();
  v_mine uuid[];
  v_alive jsonb;
  v_receipts jsonb;
begin
  -- In one order, so that two servers never wait for each other in a circle.
  select array_agg(mine.id), jsonb_object_agg(mine.id, mine.stop_requested) into v_mine, v_alive
  from (
    select t.id, t.stop_requested from public.turns t
    where t.status = 'running' and (t.id, t.fence) in (
      select p.turn, p.fence from jsonb_to_recordset(p_batch) as p (turn uuid, fence bigint)
    )
    order by t.id for no key update
  ) mine;

  insert into public.turn_chunks (turn, n, kind, utf16_offset, text, tokens)
  select p.turn, p.n, p.kind, p."offset", p.text, coalesce(p.tokens, 0)
  from jsonb_to_recordset(p_batch)
    as p (turn uuid, fence bigint, n int, kind text, "offset" int, text text, tokens int)
  join public.turns t on t.id = p.turn and t.fence = p.fence
  where t.id = any (v_mine) and p.n is not null
  on conflict (turn, n) do nothing;

  select jsonb_object_agg(p.turn, p.receipt) into v_receipts
  from jsonb_to_recordset(p_batch) as p (turn uuid, fence bigint, receipt jsonb)
  where p.receipt is not null;
  perform private.renew_turns(v_mine, coalesce(v_receipts, '{}'), v_now, p_lease_s);
  return jsonb_build_object('alive', coalesce(v_alive, '{}'));
end
$$;
