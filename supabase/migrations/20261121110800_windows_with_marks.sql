-- The newest rows of a conversation that fit a token budget, and what lies around them: what is pinned wherever it is,
-- what is muted, and how much is older. Rows up to a floor, which a summary stands for, are not window rows.
--
-- Whatever the length of the history, no more is read than is returned, and a few rows. That takes plans that are made
-- without looking at the values: for the newest seq of all, the planner itself would visit up to a hundred pages of rows
-- that nobody has vacuumed yet. It takes ranges with two ends, of which the planner expects few rows. And it takes plans
-- without bitmaps: the policy on messages compares their owner, and to save itself a few rows of a window the planner
-- would make a bitmap of all that the owner has.

drop function public.window_rows(uuid, int, boolean);
drop function private.turn_answer(text, uuid, int);
drop function private.window_json(uuid, bigint, bigint, boolean);
drop function private.window_start(uuid, bigint, int);

-- o_start: the seq of the oldest row that fits before p_before; null when none does. 2,000 rows at most. o_window: tokens
-- that the next call's window takes at most: all from p_window_from on, where the last one began; once they no longer
-- fit, or are little, a window fills at most 60 % of its room. o_newest: tokens of the two newest turns.
create function private.window_reach(
  p_conversation uuid, p_before bigint, p_budget int, p_floor bigint, p_window_from bigint default 0,
  out o_start bigint, out o_window bigint, out o_newest bigint
)
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off as $$
declare
  -- Row by row: a FOR loop would fetch fifty ahead.
  v_rows cursor for
    select m.seq, m.role,
      -- A pin wins over compression: pinned means word for word.
      case when m.muted then 0 when m.compressed and not m.pinned then m.gist_tokens else m.token_count end as tokens
    from public.messages m
    where m.conversation = p_conversation and m.seq < p_before and m.seq > p_floor
      and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming' and m.content <> ''
    order by m.seq desc;
  v_row record;
  v_tokens bigint := 0;
  v_kept bigint := 0;
  v_count int := 0;
  v_users int := 0;
begin
  o_newest := 0;
  open v_rows;
  loop
    fetch v_rows into v_row;
    exit when v_row.seq is null or v_tokens + v_row.tokens > p_budget or v_count = 2000;
    v_tokens := v_tokens + v_row.tokens;
    v_count := v_count + 1;
    o_start := v_row.seq;
    if v_row.seq >= p_window_from then
      v_kept := v_tokens;
    end if;
    if v_users < 2 then
      o_newest := v_tokens;
      v_users := v_users + (v_row.role = 'user')::int;
    end if;
  end loop;
  close v_rows;
  o_window := case
    when (v_row.seq is null or v_row.seq < p_window_from) and v_kept >= 0.3 * p_budget then v_kept
    else least(v_tokens, ceil(0.6 * p_budget))
  end;
end
$$;
revoke all on function private.window_reach(uuid, bigint, int, bigint, bigint)
  from public, anon, authenticated, service_role;
grant execute on function private.window_reach(uuid, bigint, int, bigint, bigint) to authenticated;

-- {rows, pinned}: the rows from p_from to before p_before, newest first, and every pinned one before p_before, oldest
-- first. A muted row says nothing.
create function private.window_json(p_conversation uuid, p_from bigint, p_before bigint, p_content boolean) returns jsonb
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off as $$
begin
  return (
    select jsonb_build_object(
      'rows', coalesce(jsonb_agg(r.value order by r.seq desc) filter (where r.part = 'window'), '[]'),
      'pinned', coalesce(jsonb_agg(r.value order by r.seq) filter (where r.part = 'pinned'), '[]')
    )
    from (
      select m.part, m.seq, jsonb_build_object(
        'id', m.id,
        'seq', m.seq,
        'role', m.role,
        'kind', m.kind,
        'content', case when m.muted then '' when p_content or m.part = 'pinned' then m.content else '' end,
        'status', m.status,
        'token_count', m.token_count,
        'token_family', m.token_family,
        'created_at', m.created_at,
        'pinned', m.pinned,
        'muted', m.muted,
        'compressed', m.compressed,
        'gist', m.gist,
        'gist_tokens', m.gist_tokens
      ) as value
      from (
        select 'window' as part, w.* from public.messages w
        where w.conversation = p_conversation and w.seq >= p_from and w.seq < p_before
          and w.kind = 'chat' and w.superseded_by is null and w.status <> 'streaming' and w.content <> ''
        union all
        select 'pinned', p.* from public.messages p
        where p.conversation = p_conversation and p.pinned and p.seq > 0 and p.seq < p_before
          and p.kind = 'chat' and p.superseded_by is null and p.status <> 'streaming' and p.content <> ''
      ) m
    ) r
  );
end
$$;
revoke all on function private.window_json(uuid, bigint, bigint, boolean) from public, anon, authenticated, service_role;
grant execute on function private.window_json(uuid, bigint, bigint, boolean) to authenticated;

-- {muted, older}: how many messages are muted, with what they would take; and what is above the floor and before p_from,
-- pinned and muted messages apart: how many chat rows, and the first and last seq among them; null when there is none.
create function private.window_surroundings(p_conversation uuid, p_from bigint, p_floor bigint) returns jsonb
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off as $$
declare
  v_conversation public.conversations;
  v_muted jsonb;
  v_older bigint;
begin
  select * into v_conversation from public.conversations c where c.id = p_conversation;
  select jsonb_build_object('messages', count(*), 'tokens', coalesce(sum(m.token_count), 0)) into v_muted
  from public.messages m where m.conversation = p_conversation and m.muted and m.superseded_by is null;

  v_older := v_conversation.message_count
    - (select count(*) from public.messages m
       where m.conversation = p_conversation and m.seq >= p_from and m.seq < v_conversation.next_seq
         and m.kind = 'chat' and m.superseded_by is null)
    - (select count(*) from public.messages m
       where m.conversation = p_conversation and m.pinned and m.seq > p_floor and m.seq < p_from
         and m.superseded_by is null)
    - (select count(*) from public.messages m
       where m.conversation = p_conversation and m.muted and m.seq > p_floor and m.seq < p_from
         and m.superseded_by is null)
    - case
        when p_floor = 0 then 0
        -- Counted when the summary was stored.
        when p_floor = v_conversation.summary_to then
          (select s.messages from public.summaries s where s.id = v_conversation.summary)
        else (select count(*) from public.messages m
          where m.conversation = p_conversation and m.seq >= 1 and m.seq <= p_floor
            and m.kind = 'chat' and m.superseded_by is null)
      end;
  if v_older <= 0 then
    return jsonb_build_object('muted', v_muted, 'older', null);
  end if;
  return jsonb_build_object('muted', v_muted, 'older', jsonb_build_object(
    'messages', v_older,
    'from', (select m.seq from public.messages m
      where m.conversation = p_conversation and m.seq > p_floor and m.seq < p_from and m.kind = 'chat'
        and m.superseded_by is null and not m.pinned and not m.muted order by m.seq limit 1),
    'to', (select m.seq from public.messages m
      where m.conversation = p_conversation and m.seq > p_floor and m.seq < p_from and m.kind = 'chat'
        and m.superseded_by is null and not m.pinned and not m.muted order by m.seq desc limit 1)
  ));
end
$$;
revoke all on function private.window_surroundings(uuid, bigint, bigint) from public, anon, authenticated, service_role;
grant execute on function private.window_surroundings(uuid, bigint, bigint) to authenticated;

-- For the forecast, under the caller's own policies: {rows, pinned, older, muted} of what comes before p_before, or of
-- everything. Pinned rows always come with their content.
create function public.window_rows(
  p_conversation uuid, p_budget int, p_content boolean default true, p_before bigint default null,
  p_floor bigint default 0
) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_before bigint;
  v_from bigint;
begin
  select least(p_before, c.next_seq) into v_before from public.conversations c where c.id = p_conversation;
  if not found then
    raise exception 'not_found';
  end if;
  v_from := coalesce(
    (select r.o_start from private.window_reach(p_conversation, v_before, p_budget, p_floor) r), v_before
  );
  return private.window_json(p_conversation, v_from, v_before, p_content)
    || private.window_surroundings(p_conversation, v_from, p_floor);
end
$$;
revoke all on function public.window_rows(uuid, int, boolean, bigint, bigint)
  from public, anon, authenticated, service_role;
grant execute on function public.window_rows(uuid, int, boolean, bigint, bigint) to authenticated;
