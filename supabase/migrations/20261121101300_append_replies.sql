-- One call stores what all turns of a server have newly said, renews their leases and tells which of them should stop.
-- p_batch: [{turn, fence, n, kind, offset, text} | {turn, fence}]. A turn that is not in `alive` is no longer the caller's:
-- ended, deleted, or under another fence. The same n again is ignored.
create function public.append_replies(p_lease_s int, p_batch jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now constant timestamptz := private.clock();
  v_alive jsonb;
begin
  with piece as materialized (
    select * from jsonb_to_recordset(p_batch)
      as x (turn uuid, fence bigint, n int, kind text, "offset" int, text text)
  ), mine as materialized (
    select t.id, t.fence, t.stop_requested from public.turns t
    where (t.id, t.fence) in (select p.turn, p.fence from piece p) and t.status = 'running'
    -- In one order, so that two servers never wait for each other.
    order by t.id for no key update
  ), renewed as (
    update public.turns t set lease_until = v_now + make_interval(secs => p_lease_s) from mine where t.id = mine.id
  ), stored as (
    insert into public.turn_chunks (turn, n, kind, utf16_offset, text)
    select p.turn, p.n, p.kind, p."offset", p.text
    from piece p join mine on mine.id = p.turn and mine.fence = p.fence
    where p.n is not null
    on conflict (turn, n) do nothing
  )
  select coalesce(jsonb_object_agg(mine.id, mine.stop_requested), '{}') into v_alive from mine;
  perform private.broadcast_deltas(v_alive, v_now);
  return jsonb_build_object('alive', v_alive);
end
$$;
revoke all on function public.append_replies(int, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.append_replies(int, jsonb) to service_role;

-- Tells the channels what is new, at most twice a second for each turn.
create function private.broadcast_deltas(p_turns jsonb, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_new record;
begin
  for v_new in
    select t.id, t.conversation, t.reply, d.last, d.utf16_offset, d.text
    from public.turns t
    cross join lateral (
      select max(c.n) as last, min(c.utf16_offset) as utf16_offset, string_agg(c.text, '' order by c.n) as text
      from public.turn_chunks c
      where c.turn = t.id and c.n > t.broadcast_n and c.kind = 'delta'
    ) d
    where t.id in (select k::uuid from jsonb_object_keys(p_turns) k)
      and t.broadcast_at <= p_now - interval '500 milliseconds'
      and d.text <> ''
  loop
    perform private.broadcast(
      'conversation:' || v_new.conversation, 'delta',
      jsonb_build_object(
        'turnId', v_new.id, 'replyId', v_new.reply, 'offset', v_new.utf16_offset, 'text', v_new.text
      )
    );
    update public.turns set broadcast_n = v_new.last, broadcast_at = p_now where id = v_new.id;
  end loop;
end
$$;
revoke all on function private.broadcast_deltas(jsonb, timestamptz) from public, anon, authenticated, service_role;
