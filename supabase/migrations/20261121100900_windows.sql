-- The newest rows of a conversation that fit a token budget. Whatever the length of the history, no more is read than is
-- returned, and one row.

-- The seq of the oldest row that fits before p_before; null when none does. 2,000 rows at most.
create function private.window_start(p_conversation uuid, p_before bigint, p_budget int) returns bigint
language plpgsql stable set search_path = '' as $$
declare
  -- Row by row: a FOR loop would fetch fifty ahead.
  v_rows cursor for
    select m.seq, m.token_count from public.messages m
    where m.conversation = p_conversation and m.seq < p_before
      and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming' and m.content <> ''
    order by m.seq desc;
  v_row record;
  v_left bigint := p_budget;
  v_start bigint;
  v_count int := 0;
begin
  open v_rows;
  loop
    fetch v_rows into v_row;
    exit when not found;
    v_left := v_left - v_row.token_count;
    exit when v_left < 0;
    v_start := v_row.seq;
    v_count := v_count + 1;
    exit when v_count = 2000;
  end loop;
  close v_rows;
  return v_start;
end
$$;
revoke all on function private.window_start(uuid, bigint, int) from public, anon, authenticated, service_role;
grant execute on function private.window_start(uuid, bigint, int) to authenticated;

-- Those rows as JSON, newest first.
create function private.window_json(p_conversation uuid, p_from bigint, p_before bigint, p_content boolean) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id,
    'seq', m.seq,
    'role', m.role,
    'kind', m.kind,
    'content', case when p_content then m.content else '' end,
    'status', m.status,
    'token_count', m.token_count,
    'token_family', m.token_family,
    'created_at', m.created_at
  ) order by m.seq desc), '[]')
  from public.messages m
  where m.conversation = p_conversation and m.seq >= p_from and m.seq < p_before
    and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming' and m.content <> ''
$$;
revoke all on function private.window_json(uuid, bigint, bigint, boolean) from public, anon, authenticated, service_role;
grant execute on function private.window_json(uuid, bigint, bigint, boolean) to authenticated;

-- For the meter, under the caller's own policies. `older` is what no longer fits: how many chat rows, and the first and
-- last seq among them; null when everything fits.
create function public.window_rows(p_conversation uuid, p_budget int, p_content boolean default true) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_next bigint;
  v_messages int;
  v_from bigint;
  v_newer int;
  v_older jsonb;
begin
  select c.next_seq, c.message_count into v_next, v_messages from public.conversations c where c.id = p_conversation;
  if not found then
    raise exception 'not_found';
  end if;
  v_from := coalesce(private.window_start(p_conversation, v_next, p_budget), v_next);
  select count(*) into v_newer from public.messages m
  where m.conversation = p_conversation and m.seq >= v_from and m.kind = 'chat' and m.superseded_by is null;
  if v_messages > v_newer then
    select jsonb_build_object('messages', v_messages - v_newer, 'from', oldest.seq, 'to', newest.seq) into v_older
    from (
      select m.seq from public.messages m
      where m.conversation = p_conversation and m.kind = 'chat' and m.superseded_by is null
      order by m.seq limit 1
    ) oldest, (
      select m.seq from public.messages m
      where m.conversation = p_conversation and m.seq < v_from and m.kind = 'chat' and m.superseded_by is null
      order by m.seq desc limit 1
    ) newest;
  end if;
  return jsonb_build_object(
    'rows', private.window_json(p_conversation, v_from, v_next, p_content),
    'older', v_older
  );
end
$$;
revoke all on function public.window_rows(uuid, int, boolean) from public, anon, authenticated, service_role;
grant execute on function public.window_rows(uuid, int, boolean) to authenticated;
