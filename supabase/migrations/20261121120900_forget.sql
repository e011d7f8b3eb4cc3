-- Forgetting on purpose: what would go, and taking it away, with a receipt that says how much and nothing of what was said.

-- All messages of the exchange of one: what the user said, every reply to it, and what was thought.
create function private.exchange_of(p_message uuid) returns uuid[]
language sql stable set search_path = '' as $$
  with asked as (
    select coalesce((select t.user_message from public.turns t where t.id = m.turn), m.id) as id
    from public.messages m where m.id = p_message
  )
  select coalesce(array_agg(distinct e.id), '{}')
  from (
    select a.id from asked a
    union all select p_message
    union all
    select m.id from asked a join public.turns t on t.user_message = a.id join public.messages m on m.turn = t.id
  ) e
$$;
revoke all on function private.exchange_of(uuid) from public, anon, authenticated, service_role;

-- These, what maintenance made of them, and the entries that were taken from all of a conversation in which one of them was
-- said. p_asked null: all of the owner's.
create function private.memories_with(p_owner uuid, p_asked uuid[], out o_asked uuid[], out o_derived uuid[])
language plpgsql stable set search_path = '' as $$
begin
  if p_asked is null then
    o_asked := array(select m.id from public.memories m where m.owner = p_owner);
    o_derived := '{}';
    return;
  end if;
  o_asked := array(select m.id from public.memories m where m.owner = p_owner and m.id = any (p_asked));
  with recursive reach (id) as (
    select unnest(o_asked)
    union
    select m.id from reach r
    join public.memories m on m.owner = p_owner and (
      m.derived_from @> array[r.id] and m.derived_from <> '{}' or m.merged_into = r.id
    )
  ), whole as (
    select e.memory as id from public.memory_sources s
    join public.memory_sources e on e.conversation = s.conversation and e.whole
    join public.memories m on m.id = e.memory and m.trust not in ('hand_written', 'imported')
    where s.memory in (select r.id from reach r)
  )
  select coalesce(array_agg(x.id), '{}') into o_derived
  from (select r.id from reach r union select w.id from whole w) x
  where x.id <> all (o_asked);
end
$$;
revoke all on function private.memories_with(uuid, uuid[]) from public, anon, authenticated, service_role;

-- p_what: {conversation} | {message} | {memories: [ids]} | {all: true}. Everything that forgetting it would touch. Raises
-- not_found.
create function private.touched_by(
  p_owner uuid, p_what jsonb,
  out o_what text, out o_conversation uuid, out o_messages uuid[], out o_asked uuid[], out o_going uuid[],
  out o_reworded uuid[], out o_counts jsonb
)
language plpgsql stable set search_path = '' as $$
declare
  v_goes record;
begin
  o_asked := '{}';
  if p_what ? 'conversation' or p_what ? 'message' then
    if p_what ? 'message' then
      o_what := 'messages';
      select m.conversation into o_conversation from public.messages m
      where m.id = (p_what ->> 'message')::uuid and m.owner = p_owner;
      o_messages := private.exchange_of((p_what ->> 'message')::uuid);
    else
      o_what := 'conversation';
      select c.id into o_conversation from public.conversations c
      where c.id = (p_what ->> 'conversation')::uuid and c.owner = p_owner;
    end if;
    if o_conversation is null then
      raise exception 'not_found';
    end if;
    v_goes := private.what_goes(p_owner, o_conversation, o_messages);
    o_going := v_goes.o_going;
    o_reworded := v_goes.o_reworded;
    o_counts := v_goes.o_counts;
    return;
  end if;

  o_reworded := '{}';
  if p_what @> '{"all": true}' then
    o_what := 'all_memories';
    v_goes := private.memories_with(p_owner, null);
  else
    o_what := 'memories';
    v_goes := private.memories_with(
      p_owner, array(select i::uuid from jsonb_array_elements_text(p_what -> 'memories') i)
    );
    if cardinality(v_goes.o_asked) = 0 then
      raise exception 'not_found';
    end if;
  end if;
  o_asked := v_goes.o_asked;
  o_going := v_goes.o_asked || v_goes.o_derived;
  o_counts := jsonb_build_object(
    'conversations', 0, 'messages', 0, 'memories', cardinality(o_going), 'facts', 0, 'summaryLines', 0, 'summaries', 0,
    'terms', private.terms_of('{}', o_going, '{}'), 'vectors', private.vectors_of('{}', o_going)
  );
end
$$;
revoke all on function private.touched_by(uuid, jsonb) from public, anon, authenticated, service_role;

-- {memories: those that go, reworded: those that stay because somebody said it again, in those words, counts}. Raises
-- not_found.
create function public.derived_from(p_owner uuid, p_what jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_touched constant record := private.touched_by(p_owner, p_what);
begin
  return jsonb_build_object(
    'memories', (
      select coalesce(jsonb_agg(private.memory_json(m) order by m.importance desc, m.id), '[]') from public.memories m
      where m.id = any (v_touched.o_going) and m.retired_by is null
    ),
    'reworded', (
      select coalesce(jsonb_agg(private.memory_json(m) || jsonb_build_object('content', s.content) order by m.id), '[]')
      from public.memories m
      join lateral (
        select x.content from public.memory_sources x
        where x.memory = m.id and not (
          x.conversation = v_touched.o_conversation
          and (v_touched.o_messages is null or x.whole or x.message = any (v_touched.o_messages))
        )
        order by x.said_at desc, x.seq desc, x.message limit 1
      ) s on true
      where m.id = any (v_touched.o_reworded) and m.retired_by is null
    ),
    'counts', v_touched.o_counts
  );
end
$$;
revoke all on function public.derived_from(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.derived_from(uuid, jsonb) to service_role;

-- They stay in the user's own hand: in their own words, without a source, and without anything else that was taken from one.
create function private.keep_by_hand(p_owner uuid, p_memories uuid[]) returns void
language plpgsql set search_path = '' as $$
begin
  update public.memories m set
    trust = 'hand_written',
    type = case m.type when 'working' then 'long_term' else m.type end,
    conversation = null,
    topic = case when private.has_words(m.content, m.topic) then m.topic end,
    metadata = '{}',
    merged_into = null,
    derived_from = '{}'
  where m.id = any (p_memories);
  delete from public.memory_sources s where s.memory = any (p_memories);
  perform private.forget_in_runs(p_owner, p_memories);
end
$$;
revoke all on function private.keep_by_hand(uuid, uuid[]) from public, anon, authenticated, service_role;

-- Nothing takes these memories, or their words, from where they were said again: their exchanges are not recalled, and what
-- is being read just now is not stored.
create function private.mark_forgotten(p_memories uuid[]) returns void
language plpgsql set search_path = '' as $$
declare
  v_said uuid[];
  v_conversations uuid[];
begin
  select array_agg(distinct s.message), array_agg(distinct s.conversation) into v_said, v_conversations
  from public.memory_sources s where s.memory = any (p_memories);
  perform 1 from public.conversations c where c.id = any (v_conversations) order by c.id for no key update;
  update public.conversations c set forgotten = c.forgotten + 1, rested = false where c.id = any (v_conversations);
  update public.messages m set forgotten = true
  where not m.forgotten and m.id in (select unnest(private.exchange_of(x)) from unnest(v_said) x);
end
$$;
revoke all on function private.mark_forgotten(uuid[]) from public, anon, authenticated, service_role;

-- With their terms, which go faster all at once than memory by memory.
create function private.delete_memories(p_memories uuid[]) returns void
language plpgsql set search_path = '' as $$
begin
  delete from public.search_docs d where d.memory = any (p_memories);
  delete from public.memories m where m.id = any (p_memories);
end
$$;
revoke all on function private.delete_memories(uuid[]) from public, anon, authenticated, service_role;

-- p_what as in derived_from. p_keep: memories that would go or be reworded and stay as hand-written ones. Returns {receipt,
-- lost: conversations whose summary in use lost lines that stood for other messages, too}. Raises not_found, and
-- turn_in_progress for a message while its conversation is answering.
create function public.forget(p_owner uuid, p_what jsonb, p_keep uuid[] default '{}') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_touched record := private.touched_by(p_owner, p_what);
  v_kept uuid[];
  v_receipt public.deletions;
begin
  perform set_config('throughline.lost', '', true);
  if v_touched.o_conversation is not null then
    perform private.own_conversation(p_owner, v_touched.o_conversation);
    if v_touched.o_what = 'messages' then
      perform private.interrupt_turns(v_touched.o_conversation, private.clock());
      if exists (select 1 from public.conversations c where c.id = v_touched.o_conversation and c.running) then
        raise exception 'turn_in_progress';
      end if;
    end if;
    -- Once more, now that nothing changes any more.
    v_touched := private.touched_by(p_owner, p_what);
  end if;
  v_kept := array(
    select k from unnest(v_touched.o_going || v_touched.o_reworded) k
    where k = any (p_keep) and k <> all (v_touched.o_asked)
  );
  if v_touched.o_conversation is null then
    perform private.mark_forgotten(v_touched.o_going);
  end if;
  perform private.keep_by_hand(p_owner, v_kept);

  case v_touched.o_what
    when 'conversation' then
      delete from public.conversations c where c.id = v_touched.o_conversation;
      update public.deletions d set kept = cardinality(v_kept)
      where d.id = current_setting('throughline.deletion')::uuid and d.owner = p_owner
      returning * into v_receipt;
    when 'messages' then
      delete from public.messages m where m.id = any (v_touched.o_messages);
    else
      perform private.delete_memories(array(select g from unnest(v_touched.o_going) g where g <> all (v_kept)));
  end case;
  if v_touched.o_what = 'all_memories' then
    delete from public.maintenance_runs r where r.owner = p_owner;
  end if;
  if v_receipt.id is null then
    insert into public.deletions (owner, what, counts, kept)
    values (
      p_owner, v_touched.o_what,
      v_touched.o_counts || jsonb_build_object('memories', cardinality(array(
        select g from unnest(v_touched.o_going) g where g <> all (v_kept)
      ))),
      cardinality(v_kept)
    )
    returning * into v_receipt;
  end if;
  return jsonb_build_object(
    'receipt', to_jsonb(v_receipt) - 'owner',
    'lost', to_jsonb(array_remove(array[nullif(current_setting('throughline.lost', true), '')::uuid], null))
  );
end
$$;
revoke all on function public.forget(uuid, jsonb, uuid[]) from public, anon, authenticated, service_role;
grant execute on function public.forget(uuid, jsonb, uuid[]) to service_role;
