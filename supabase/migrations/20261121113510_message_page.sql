-- A page of a conversation, under the reader's own policies. As a plain query on the table it would read the whole history
-- wherever the planner does not know the table well: it expects few rows of a conversation, and so would rather make a
-- bitmap of all of them and sort it than walk the index in order and stop. See windows_with_marks.

-- The newest p_limit messages before p_before (or of all), or the first after p_after: an array of rows, oldest first,
-- without those that a retry has replaced. Of a conversation that is not the reader's there are none.
create function public.message_page(
  p_conversation uuid, p_limit int, p_before bigint default null, p_after bigint default null
) returns jsonb
language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off as $$
declare
  v_beyond constant bigint := coalesce(p_before, 9223372036854775807);
  -- As many as PostgREST hands out of a table.
  v_limit constant int := least(p_limit, 1000);
begin
  if p_after is null then
    return (
      select coalesce(jsonb_agg(to_jsonb(p) order by p.seq), '[]') from (
        select m.* from public.messages m
        where m.conversation = p_conversation and m.seq > 0 and m.seq < v_beyond and m.superseded_by is null
        order by m.seq desc limit v_limit
      ) p
    );
  end if;
  return (
    select coalesce(jsonb_agg(to_jsonb(p) order by p.seq), '[]') from (
      select m.* from public.messages m
      where m.conversation = p_conversation and m.seq > p_after and m.seq < v_beyond and m.superseded_by is null
      order by m.seq limit v_limit
    ) p
  );
end
$$;
revoke all on function public.message_page(uuid, int, bigint, bigint) from public, anon, authenticated, service_role;
grant execute on function public.message_page(uuid, int, bigint, bigint) to authenticated;
