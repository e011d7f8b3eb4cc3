-- Pinning, muting and compressing, of several messages at once and all or none. Through the server, which counts what
-- stands for a compressed message and knows how much the pinned ones may take.

-- What is pinned in a conversation.
create function private.pinned_tokens(p_conversation uuid, out o_messages bigint, out o_tokens bigint)
language sql stable set search_path = '' as $$
  select count(*), coalesce(sum(m.token_count), 0) from public.messages m
  where m.conversation = p_conversation and m.pinned and m.superseded_by is null
$$;
revoke all on function private.pinned_tokens(uuid) from public, anon, authenticated, service_role;

-- p_marks: [{id, pinned, muted, compressed, gist, gist_tokens}]; what is absent stays. Pinning takes muted off, and the
-- reverse. p_pin_cap: tokens that pinned messages may take; no more than 100 of them. Returns {messages: [{id, revision}],
-- pinned_tokens}. Raises not_found for a message that is not there, was replaced, or is being written; and pin_cap, in
-- detail {cap, have, wanted, of: tokens | messages}, when something is pinned that does not fit.
create function public.mark_messages(p_owner uuid, p_conversation uuid, p_marks jsonb, p_pin_cap int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before record;
  v_after record;
  v_ids uuid[];
  v_seqs bigint[];
  v_messages jsonb;
begin
  perform private.own_conversation(p_owner, p_conversation);
  select array_agg(distinct k.id) into v_ids from jsonb_to_recordset(p_marks) as k (id uuid);
  if (
    select count(*) from public.messages m
    where m.conversation = p_conversation and m.id = any (v_ids)
      and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming'
  ) <> cardinality(v_ids) then
    raise exception 'not_found';
  end if;
  select * into v_before from private.pinned_tokens(p_conversation);

  with mark as (
    -- The last one counts where a message is named twice.
    select distinct on (k.id) k.* from rows from (
      jsonb_to_recordset(p_marks) as (
        id uuid, pinned boolean, muted boolean, compressed boolean, gist text, gist_tokens int
      )
    ) with ordinality as k (id, pinned, muted, compressed, gist, gist_tokens, place)
    order by k.id, k.place desc
  ), wish as (
    select m.id,
      coalesce(k.pinned, m.pinned and not coalesce(k.muted, false)) as pinned,
      coalesce(k.muted, m.muted and not coalesce(k.pinned, false)) as muted,
      coalesce(k.compressed, m.compressed) as compressed,
      case when k.compressed then k.gist when k.compressed is null then m.gist end as gist,
      case when k.compressed then k.gist_tokens when k.compressed is null then m.gist_tokens end as gist_tokens
    from mark k join public.messages m on m.id = k.id
  ), changed as (
    update public.messages m set
      pinned = w.pinned, muted = w.muted, compressed = w.compressed, gist = w.gist, gist_tokens = w.gist_tokens
    from wish w
    where m.id = w.id and (m.pinned, m.muted, m.compressed, m.gist, m.gist_tokens)
      is distinct from (w.pinned, w.muted, w.compressed, w.gist, w.gist_tokens)
    returning m.seq
  )
  select array_agg(c.seq order by c.seq) into v_seqs from changed c;

  select * into v_after from private.pinned_tokens(p_conversation);
  if v_after.o_messages > v_before.o_messages or v_after.o_tokens > v_before.o_tokens then
    perform private.keep_pin_cap('tokens', p_pin_cap, v_before.o_tokens, v_after.o_tokens);
    perform private.keep_pin_cap('messages', 100, v_before.o_messages, v_after.o_messages);
  end if;
  if v_seqs is not null then
    perform private.broadcast('conversation:' || p_conversation, 'marks', jsonb_build_object('seqs', v_seqs));
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'revision', m.revision) order by m.seq), '[]') into v_messages
  from public.messages m where m.id = any (v_ids);
  return jsonb_build_object('messages', v_messages, 'pinned_tokens', v_after.o_tokens);
end
$$;
revoke all on function public.mark_messages(uuid, uuid, jsonb, int) from public, anon, authenticated, service_role;
grant execute on function public.mark_messages(uuid, uuid, jsonb, int) to service_role;

create function private.keep_pin_cap(p_of text, p_cap bigint, p_have bigint, p_wanted bigint) returns void
language plpgsql set search_path = '' as $$
begin
  if p_wanted > p_cap then
    raise exception using message = 'pin_cap',
      detail = jsonb_build_object('cap', p_cap, 'have', p_have, 'wanted', p_wanted, 'of', p_of)::text;
  end if;
end
$$;
revoke all on function private.keep_pin_cap(text, bigint, bigint, bigint) from public, anon, authenticated, service_role;
