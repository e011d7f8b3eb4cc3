-- What goes when messages and conversations go, whoever deletes them: whatever was made of their words.

alter table public.summaries
  -- How often something of the conversation had been forgotten when the messages were read; null: as often as now.
  add column forgotten int;

-- A summary of what was read before a deletion may say what was deleted: it comes too late.
create function private.refuse_outdated_summary() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_forgotten int;
begin
  select c.forgotten into v_forgotten from public.conversations c where c.id = new.conversation;
  if new.forgotten <> v_forgotten then
    raise exception 'summary_outdated';
  end if;
  new.forgotten := v_forgotten;
  return new;
end
$$;
revoke all on function private.refuse_outdated_summary() from public, anon, authenticated, service_role;

create trigger refuse_outdated before insert on public.summaries
  for each row execute function private.refuse_outdated_summary();

-- What is left of a version without these seqs, and what goes. A line goes when it stands for one of them, or says by its keys
-- a fact that goes and that nobody else said. What the user wrote for the whole summary stands for no single message. shared:
-- a line that goes stood for other messages as well.
create function private.without_seqs(
  p_summary public.summaries, p_seqs bigint[],
  out o_lines jsonb, out o_facts jsonb, out o_lines_gone text[], out o_facts_gone text[], out o_shared boolean
)
language plpgsql stable set search_path = '' as $$
begin
  select coalesce(jsonb_agg(f.value order by f.place) filter (where f.kept), '[]'),
    coalesce(array_agg(f.value ->> 'text') filter (where not f.kept), '{}')
  into o_facts, o_facts_gone
  from (
    select e.value, e.place, (e.value ->> 'seq')::bigint <> all (p_seqs) as kept
    from jsonb_array_elements(p_summary.facts) with ordinality e (value, place)
  ) f;

  with gone_keys as (
    select f.value -> 'keys' as keys from jsonb_array_elements(p_summary.facts) f (value)
    where (f.value ->> 'seq')::bigint = any (p_seqs) and jsonb_array_length(f.value -> 'keys') > 0
      and not exists (select 1 from jsonb_array_elements(o_facts) k (value) where k.value -> 'keys' = f.value -> 'keys')
  ), line as (
    select e.value, e.place, (e.value ->> 'from')::bigint as first, (e.value ->> 'to')::bigint as last,
      (e.value ->> 'byUser')::boolean and (e.value ->> 'from')::bigint = p_summary.from_seq
        and (e.value ->> 'to')::bigint = p_summary.to_seq as whole
    from jsonb_array_elements(p_summary.lines) with ordinality e (value, place)
  ), judged as (
    select l.*, (
      not coalesce(l.whole, false) and exists (select 1 from unnest(p_seqs) s where s between l.first and l.last)
    ) or exists (
      select 1 from gone_keys g
      where (
        select bool_and(strpos(lower(l.value ->> 'text'), lower(k)) > 0) from jsonb_array_elements_text(g.keys) k
      )
    ) as goes
    from line l
  )
  select coalesce(jsonb_agg(j.value order by j.place) filter (where not j.goes), '[]'),
    coalesce(array_agg(j.value ->> 'text') filter (where j.goes), '{}'),
    coalesce(bool_or(j.goes and j.last - j.first + 1 > (
      select count(*) from unnest(p_seqs) s where s between j.first and j.last
    )), false)
  into o_lines, o_lines_gone, o_shared
  from judged j;
end
$$;
revoke all on function private.without_seqs(public.summaries, bigint[]) from public, anon, authenticated, service_role;

-- Takes these seqs out of every version. p_gone: [{seq, tokens}] of the chat rows that counted. A version that stands for
-- nothing any more goes; the others are searched again once there is a next one. True where the one in use has lost lines
-- that stood for other messages, too.
create function private.strip_summaries(p_conversation uuid, p_seqs bigint[], p_gone jsonb) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_summary public.summaries;
  v_left record;
  v_shared boolean := false;
begin
  for v_summary in
    select * from public.summaries s
    where s.conversation = p_conversation and s.from_seq <= (select max(x) from unnest(p_seqs) x)
      and s.to_seq >= (select min(x) from unnest(p_seqs) x)
    order by s.version
  loop
    v_left := private.without_seqs(v_summary, p_seqs);
    delete from public.search_docs d where d.summary = v_summary.id;
    with stood as (
      select count(*)::int as messages, coalesce(sum(g.tokens), 0)::int as tokens
      from jsonb_to_recordset(p_gone) as g (seq bigint, tokens int)
      where g.seq between v_summary.from_seq and v_summary.to_seq
    )
    update public.summaries s set
      lines = v_left.o_lines,
      facts = v_left.o_facts,
      messages = greatest(0, s.messages - t.messages),
      replaces = greatest(0, s.replaces - t.tokens),
      -- In proportion: whoever sends it counts the text itself.
      token_count = ceil(
        s.token_count::numeric * length(v_left.o_lines::text || v_left.o_facts::text)
        / length(v_summary.lines::text || v_summary.facts::text)
      )
    from stood t
    where s.id = v_summary.id;
    v_shared := v_shared or v_left.o_shared and exists (
      select 1 from public.conversations c where c.id = p_conversation and c.summary = v_summary.id
    );
  end loop;
  delete from public.summaries s where s.conversation = p_conversation and s.messages = 0;
  return v_shared;
end
$$;
revoke all on function private.strip_summaries(uuid, bigint[], jsonb) from public, anon, authenticated, service_role;

-- What listeners of channels were told, words of replies included: all of it, or of these turns.
create function private.forget_broadcasts(p_topics text[], p_turns text[] default null) returns void
language plpgsql set search_path = '' as $$
begin
  delete from realtime.messages r
  where r.topic = any (p_topics)
    and (p_turns is null or (r.event = 'delta' and r.payload ->> 'turnId' = any (p_turns)));
exception when insufficient_privilege then
  -- Where the platform keeps that table to itself, it drops the rows after three days.
  raise warning 'what was told of a deleted text stays until it is pruned';
end
$$;
revoke all on function private.forget_broadcasts(text[], text[]) from public, anon, authenticated, service_role;

-- A conversation after messages of it have gone: its counts, the lengths of its replies, a title that nobody wrote and that
-- came from its beginning, and what was taken from all of it.
create function private.follow_messages() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_gone record;
  v_first text;
begin
  for v_gone in
    select g.conversation, array_agg(g.seq order by g.seq) as seqs, array_agg(g.id) as ids,
      array_agg(distinct g.turn::text) as turns,
      coalesce(jsonb_agg(jsonb_build_object('seq', g.seq, 'tokens', g.token_count))
        filter (where g.kind = 'chat' and g.superseded_by is null), '[]') as counted,
      min(g.seq) filter (where g.role = 'user') as asked
    from gone g
    -- With a whole conversation all of this goes by itself.
    where exists (select 1 from public.conversations c where c.id = g.conversation)
    group by g.conversation
  loop
    update public.conversations c set
      message_count = greatest(0, c.message_count - jsonb_array_length(v_gone.counted)),
      recent_replies = array(
        select n.tokens from (
          select m.seq, m.token_count * case m.metadata ->> 'finishReason' when 'length' then -1 else 1 end as tokens
          from public.messages m
          where m.conversation = c.id and m.seq > 0 and m.role = 'assistant' and m.kind = 'chat'
            and m.status = 'complete' and m.token_count > 0
          order by m.seq desc limit 8
        ) n order by n.seq
      ),
      forgotten = c.forgotten + 1,
      rested = false
    where c.id = v_gone.conversation;

    v_first := (
      select m.content from public.messages m
      where m.conversation = v_gone.conversation and m.seq > 0 and m.role = 'user' and m.kind = 'chat'
      order by m.seq limit 1
    );
    if v_gone.asked is not null and not exists (
      select 1 from public.messages m
      where m.conversation = v_gone.conversation and m.seq > 0 and m.seq < v_gone.asked and m.role = 'user'
        and m.kind = 'chat'
    ) then
      update public.conversations c set title = private.title_from(coalesce(v_first, ''))
      where c.id = v_gone.conversation and c.title_source = 'auto';
    end if;

    delete from public.memory_sources s where s.conversation = v_gone.conversation and s.whole;
    if private.strip_summaries(v_gone.conversation, v_gone.seqs, v_gone.counted) then
      perform set_config('throughline.lost', v_gone.conversation::text, true);
    end if;
    -- Pieces of replies that were told to listeners.
    perform private.forget_broadcasts(array['conversation:' || v_gone.conversation], v_gone.turns);
    perform private.broadcast(
      'conversation:' || v_gone.conversation, 'messages_delete', jsonb_build_object('ids', v_gone.ids)
    );
  end loop;
  return null;
end
$$;
revoke all on function private.follow_messages() from public, anon, authenticated, service_role;

create trigger follow_messages after delete on public.messages
  referencing old table as gone for each statement execute function private.follow_messages();

-- What goes with messages, of one conversation, or with it as a whole (p_messages null). going: memories that have no other
-- source; reworded: those that have, and say it in these words. Numbers as in a receipt.
create function private.what_goes(
  p_owner uuid, p_conversation uuid, p_messages uuid[],
  out o_going uuid[], out o_reworded uuid[], out o_counts jsonb
)
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  v_messages constant uuid[] := coalesce(
    p_messages, array(select m.id from public.messages m where m.conversation = p_conversation)
  );
  v_seqs constant bigint[] := array(select m.seq from public.messages m where m.id = any (p_messages));
  v_facts int;
  v_lines int;
  v_summaries uuid[];
begin
  with source as (
    select s.memory, s.message from public.memory_sources s
    where s.owner = p_owner and s.conversation = p_conversation
      and (p_messages is null or s.whole or s.message = any (p_messages))
  ), touched as (
    select m.*, exists (
      select 1 from public.memory_sources s where s.memory = m.id
        and not exists (select 1 from source x where x.memory = s.memory and x.message = s.message)
    ) as has_other, exists (
      select 1 from public.memory_sources s where s.memory = m.id and s.content = m.content
        and not exists (select 1 from source x where x.memory = s.memory and x.message = s.message)
    ) as same_words
    from public.memories m
    where m.id in (select x.memory from source x) and m.trust not in ('hand_written', 'imported')
  )
  select
    coalesce(array_agg(t.id) filter (where not t.has_other), '{}') || array(
      select m.id from public.memories m
      where p_messages is null and m.conversation = p_conversation and m.owner = p_owner
        and m.id not in (select t.id from touched t where not t.has_other)
    ),
    coalesce(array_agg(t.id) filter (where t.has_other and not t.same_words), '{}')
  into o_going, o_reworded
  from touched t;
  o_reworded := array(select r from unnest(o_reworded) r where r <> all (o_going));

  if p_messages is null then
    select count(distinct f.value ->> 'text') into v_facts
    from public.summaries s, jsonb_array_elements(s.facts) f (value) where s.conversation = p_conversation;
    select count(distinct l.value ->> 'text') into v_lines
    from public.summaries s, jsonb_array_elements(s.lines) l (value) where s.conversation = p_conversation;
    v_summaries := array(select s.id from public.summaries s where s.conversation = p_conversation);
  else
    with version as (
      select s.id, s.messages, s.from_seq, s.to_seq, w.*
      from public.summaries s, private.without_seqs(s, v_seqs) w
      where s.conversation = p_conversation and s.from_seq <= (select max(x) from unnest(v_seqs) x)
        and s.to_seq >= (select min(x) from unnest(v_seqs) x)
    )
    select
      (select count(distinct f) from version v, unnest(v.o_facts_gone) f),
      (select count(distinct l) from version v, unnest(v.o_lines_gone) l),
      array(
        select v.id from version v where v.messages <= (
          select count(*) from public.messages m
          where m.id = any (p_messages) and m.kind = 'chat' and m.superseded_by is null
            and m.seq between v.from_seq and v.to_seq
        )
      )
    into v_facts, v_lines, v_summaries;
  end if;

  o_counts := jsonb_build_object(
    'conversations', case when p_messages is null then 1 else 0 end,
    'messages', cardinality(v_messages),
    'memories', cardinality(o_going),
    'facts', v_facts,
    'summaryLines', v_lines,
    'summaries', cardinality(v_summaries),
    'terms', private.terms_of(v_messages, o_going, v_summaries),
    'vectors', private.vectors_of(v_messages, o_going)
  );
end
$$;
revoke all on function private.what_goes(uuid, uuid, uuid[]) from public, anon, authenticated, service_role;

-- How many terms the index has of these.
create function private.terms_of(p_messages uuid[], p_memories uuid[], p_summaries uuid[]) returns int
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(sum(cardinality(d.terms)), 0)
    from (
      select m.terms from public.search_docs m where m.message = any (p_messages)
      union all select y.terms from public.search_docs y where y.memory = any (p_memories)
      union all select s.terms from public.search_docs s where s.summary = any (p_summaries)
    ) d
  );
end
$$;
revoke all on function private.terms_of(uuid[], uuid[], uuid[]) from public, anon, authenticated, service_role;

-- Before anything of a conversation goes: its receipt, and what was taken from it, all at once.
create function private.note_deletion() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_goes record;
  v_id uuid;
begin
  -- A closed account leaves nothing to tell and nobody to tell it to.
  if not exists (select 1 from public.profiles p where p.id = old.owner) then
    return old;
  end if;
  v_goes := private.what_goes(old.owner, old.id, null);
  delete from public.memory_sources s where s.conversation = old.id;
  insert into public.deletions (owner, what, counts) values (old.owner, 'conversation', v_goes.o_counts)
  returning id into v_id;
  perform set_config('throughline.deletion', v_id::text, true);
  return old;
end
$$;
revoke all on function private.note_deletion() from public, anon, authenticated, service_role;

create trigger note_deletion before delete on public.conversations
  for each row execute function private.note_deletion();

create function private.prune_channels() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.forget_broadcasts(array(select 'conversation:' || g.id from gone g));
  return null;
end
$$;
revoke all on function private.prune_channels() from public, anon, authenticated, service_role;

create trigger prune_channels after delete on public.conversations
  referencing old table as gone for each statement execute function private.prune_channels();
