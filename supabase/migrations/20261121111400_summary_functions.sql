-- Making summaries: what they are made of, and putting one to use by compare-and-set. Who loses a race has stored nothing.

-- Where the rows of a running turn begin; null when none runs. They are nobody's to summarise.
create function private.running_from(p_conversation uuid) returns bigint
language sql stable set search_path = '' as $$
  select m.seq from public.turns t join public.messages m on m.id = t.user_message
  where t.conversation = p_conversation and t.status = 'running'
$$;
revoke all on function private.running_from(uuid) from public, anon, authenticated, service_role;

-- The rows after p_from, up to and with p_to, oldest first, as many as fit p_token_limit (the first comes whatever it
-- takes), 2,000 at most; a muted one says nothing. {rows, more}.
create function private.summary_rows(p_conversation uuid, p_from bigint, p_to bigint, p_token_limit bigint) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_generic_plan' as $$
declare
  v_last bigint;
  v_more boolean;
  v_rows jsonb;
begin
  select max(r.seq) filter (where r.place <= 2000 and (r.place = 1 or r.tokens <= p_token_limit)),
    coalesce(bool_or(r.place > 2000 or (r.place > 1 and r.tokens > p_token_limit)), false)
  into v_last, v_more
  from (
    select m.seq, row_number() over w as place, sum(m.token_count) over w as tokens
    from public.messages m
    where m.conversation = p_conversation and m.seq > p_from and m.seq <= p_to
      and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming' and m.content <> ''
    window w as (order by m.seq)
    limit 2001
  ) r;
  select coalesce(jsonb_agg(jsonb_build_object(
    'seq', m.seq,
    'role', m.role,
    'status', m.status,
    'content', case when m.muted then '' else m.content end,
    'created_at', m.created_at,
    'token_count', m.token_count,
    'token_family', m.token_family,
    'muted', m.muted,
    'turn', m.turn
  ) order by m.seq), '[]') into v_rows
  from public.messages m
  where m.conversation = p_conversation and m.seq > p_from and m.seq <= v_last
    and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming' and m.content <> '';
  return jsonb_build_object('rows', v_rows, 'more', v_more);
end
$$;
revoke all on function private.summary_rows(uuid, bigint, bigint, bigint) from public, anon, authenticated, service_role;

-- {conversation, agent, account: {saved, spent, versions}, summary: the version in use, or null, rows, more}. p_to null: up
-- to the turn that runs, or the end.
create function public.summary_work(
  p_owner uuid, p_conversation uuid, p_from bigint, p_token_limit int, p_to bigint default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_conversation public.conversations;
  v_to bigint;
begin
  select * into v_conversation from public.conversations c where c.id = p_conversation and c.owner = p_owner;
  if not found then
    raise exception 'not_found';
  end if;
  v_to := least(p_to, v_conversation.next_seq - 1, private.running_from(p_conversation) - 1);
  return jsonb_build_object(
    'conversation', to_jsonb(v_conversation),
    'agent', (select to_jsonb(a) from public.agents a where a.id = v_conversation.agent),
    'account', jsonb_build_object(
      'saved', v_conversation.saved_tokens,
      'spent', (
        select coalesce(sum(u.prompt_tokens + u.completion_tokens), 0) from public.usage u
        where u.conversation = p_conversation and u.kind = 'summary'
      ),
      'versions', (
        select coalesce(max(s.version), 0) from public.summaries s where s.conversation = p_conversation
      )
    ),
    'summary', (select to_jsonb(s) from public.summaries s where s.id = v_conversation.summary)
  ) || private.summary_rows(p_conversation, p_from, v_to, p_token_limit);
end
$$;
revoke all on function public.summary_work(uuid, uuid, bigint, int, bigint) from public, anon, authenticated, service_role;
grant execute on function public.summary_work(uuid, uuid, bigint, int, bigint) to service_role;

-- Stores the next version for a conversation that the caller has locked. p_summary: {from_seq, to_seq, lines, facts,
-- token_count, token_family, replaces, source, model}. What it stands for is counted here: from the version in use where
-- that one begins with the same message and ends before it.
create function private.insert_summary(p_conversation public.conversations, p_summary jsonb) returns public.summaries
language plpgsql set search_path = '' as $$
declare
  v_row public.summaries := jsonb_populate_record(null::public.summaries, p_summary);
  v_base public.summaries;
begin
  select * into v_base from public.summaries s
  where s.id = p_conversation.summary and s.from_seq = v_row.from_seq and s.to_seq <= v_row.to_seq;
  select coalesce(v_base.messages, 0) + count(*) into v_row.messages
  from public.messages m
  where m.conversation = p_conversation.id and m.seq >= coalesce(v_base.to_seq + 1, v_row.from_seq)
    and m.seq <= v_row.to_seq and m.kind = 'chat' and m.superseded_by is null;
  select coalesce(max(s.version), 0) + 1 into v_row.version
  from public.summaries s where s.conversation = p_conversation.id;
  v_row.id := gen_random_uuid();
  v_row.owner := p_conversation.owner;
  v_row.conversation := p_conversation.id;
  v_row.created_at := private.clock();
  insert into public.summaries select v_row.*;
  return v_row;
end
$$;
revoke all on function private.insert_summary(public.conversations, jsonb) from public, anon, authenticated, service_role;

-- p_summary as in insert_summary, with `tokens_freed` for those who watch. Returns {id, version}, or null when p_expected is
-- no longer the version in use. Raises invalid_input for a range that ends with what is not said yet.
create function public.store_summary(
  p_owner uuid, p_conversation uuid, p_summary jsonb, p_expected uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_conversation constant public.conversations := private.own_conversation(p_owner, p_conversation);
  v_row public.summaries;
begin
  if v_conversation.summary is distinct from p_expected then
    return null;
  end if;
  if (p_summary ->> 'to_seq')::bigint
    >= coalesce(private.running_from(p_conversation), v_conversation.next_seq) then
    raise exception 'invalid_input' using detail = 'a summary ends before what is being said';
  end if;
  v_row := private.insert_summary(v_conversation, p_summary);
  update public.conversations c set summary = v_row.id where c.id = p_conversation;
  perform private.announce_summary(p_conversation, v_row.version, (p_summary ->> 'tokens_freed')::int);
  return jsonb_build_object('id', v_row.id, 'version', v_row.version);
end
$$;
revoke all on function public.store_summary(uuid, uuid, jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.store_summary(uuid, uuid, jsonb, uuid) to service_role;

-- Puts a version to use again, or none. Returns {version, summary_to}, or null when p_expected_version is no longer the one
-- in use. Raises not_found for a version that is not there.
create function public.use_summary(
  p_owner uuid, p_conversation uuid, p_expected_version int default null, p_version int default null,
  p_tokens_freed int default 0
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_conversation constant public.conversations := private.own_conversation(p_owner, p_conversation);
  v_summary uuid;
  v_running constant bigint := private.running_from(p_conversation);
begin
  if v_conversation.summary_version is distinct from p_expected_version then
    return null;
  end if;
  if p_version is not null then
    select s.id into v_summary from public.summaries s
    where s.conversation = p_conversation and s.version = p_version and s.to_seq < coalesce(v_running, s.to_seq + 1);
    if not found then
      raise exception 'not_found';
    end if;
  end if;
  update public.conversations c set summary = v_summary where c.id = p_conversation;
  perform private.announce_summary(p_conversation, coalesce(p_version, 0), p_tokens_freed);
  return (
    select jsonb_build_object('version', c.summary_version, 'summary_to', c.summary_to)
    from public.conversations c where c.id = p_conversation
  );
end
$$;
revoke all on function public.use_summary(uuid, uuid, int, int, int) from public, anon, authenticated, service_role;
grant execute on function public.use_summary(uuid, uuid, int, int, int) to service_role;

create function private.announce_summary(p_conversation uuid, p_version int, p_tokens_freed int) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.broadcast(
    'conversation:' || p_conversation, 'memory_managed',
    jsonb_build_object('version', p_version, 'tokensFreed', coalesce(p_tokens_freed, 0))
  );
end
$$;
revoke all on function private.announce_summary(uuid, int, int) from public, anon, authenticated, service_role;
