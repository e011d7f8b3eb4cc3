-- What the other files need. It stays in the database, in a schema of its own, so that each of them can be run alone.
begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;

create schema if not exists tests;
grant usage on schema tests to anon, authenticated, service_role;

create or replace function tests.make_user(p_guest boolean default false, p_email text default null) returns uuid
language sql as $$
  insert into auth.users (id, email, is_anonymous, aud, role)
  values (gen_random_uuid(), p_email, p_guest, 'authenticated', 'authenticated')
  returning id
$$;

create or replace function tests.act_as(p_user uuid) returns void
language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'role', 'authenticated')::text, true);
  perform set_config('role', 'authenticated', true);
end
$$;

create or replace function tests.act_as_owner() returns void
language plpgsql as $$
begin
  perform set_config('request.jwt.claims', '', true);
  perform set_config('role', 'none', true);
end
$$;

-- What a statement does for somebody: "3 rows", the message of an error that we raise, or the SQLSTATE of any other. Its
-- effects are undone. p_role `none` is the owner of the schema.
create or replace function tests.outcome(p_role text, p_user uuid, p_sql text) returns text
language plpgsql as $$
declare
  v_rows int;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'role', p_role)::text, true);
  perform set_config('role', p_role, true);
  execute p_sql;
  get diagnostics v_rows = row_count;
  raise exception using errcode = 'TS000', message = v_rows || ' rows';
exception
  when sqlstate 'TS000' or raise_exception then
    return sqlerrm;
  when others then
    return sqlstate;
end
$$;

-- A generous set of limits.
create or replace function tests.limits(p_changes jsonb default '{}') returns jsonb
language sql as $$
  select '{"address_hash": "home", "per_user": 1000, "per_address": 1000, "global": 1000, "tokens_a_day": 10000000,
    "free": false}'::jsonb || p_changes
$$;

create or replace function tests.begin_turn(
  p_owner uuid, p_content text default 'Hello', p_conversation uuid default null, p_client uuid default gen_random_uuid(),
  p_limits jsonb default tests.limits(), p_agent uuid default null, p_budget int default 10000, p_reserved int default 8000,
  p_hash text default 'hash', p_max int default null, p_expected jsonb default null, p_floor bigint default 0,
  p_rate jsonb default null
) returns jsonb
language sql as $$
  select public.begin_turn(
    p_owner => p_owner, p_client_message_id => p_client, p_body_hash => p_hash, p_content => p_content, p_tokens => 10,
    p_token_family => 'llama', p_model => 'a-model', p_tokens_reserved => p_reserved, p_window_budget => p_budget,
    p_lease_s => 15, p_limits => p_limits, p_conversation => p_conversation, p_agent => p_agent,
    p_max_tokens => p_max, p_expected => p_expected, p_floor => p_floor, p_rate => p_rate
  )
$$;

create or replace function tests.retry_turn(
  p_owner uuid, p_turn uuid, p_client uuid default gen_random_uuid(), p_limits jsonb default tests.limits(),
  p_expected jsonb default null, p_floor bigint default 0, p_rate jsonb default null
) returns jsonb
language sql as $$
  select public.retry_turn(
    p_owner => p_owner, p_turn => p_turn, p_client_message_id => p_client, p_token_family => 'llama',
    p_model => 'a-model', p_tokens_reserved => 8000, p_window_budget => 10000, p_lease_s => 15, p_limits => p_limits,
    p_expected => p_expected, p_floor => p_floor, p_rate => p_rate
  )
$$;

create or replace function tests.append(
  p_turn uuid, p_n int, p_text text, p_kind text default 'delta', p_offset int default 0, p_fence bigint default 1
) returns jsonb
language sql as $$
  select public.append_replies(15, jsonb_build_array(jsonb_build_object(
    'turn', p_turn, 'fence', p_fence, 'n', p_n, 'kind', p_kind, 'offset', p_offset, 'text', p_text
  )))
$$;

create or replace function tests.usage() returns jsonb
language sql as $$
  select '{"provider": "groq", "model": "a-model", "prompt_tokens": 100, "cached_tokens": 40, "completion_tokens": 30,
    "thinking_tokens": 5, "counted_prompt_tokens": 98, "counted_completion_tokens": 29, "source": "provider",
    "latency_ms": 900, "first_token_ms": 200}'::jsonb
$$;

create or replace function tests.finish(
  p_turn uuid, p_status text default 'complete', p_fence bigint default 1, p_usage jsonb default tests.usage(),
  p_error jsonb default null, p_context jsonb default null, p_rate jsonb default null, p_tokens int default 20,
  p_reason text default 'stop'
) returns jsonb
language sql as $$
  select public.finish_turn(
    p_turn => p_turn, p_fence => p_fence, p_status => p_status, p_reply_tokens => p_tokens,
    p_thinking_tokens => 5, p_thinking_ms => 70, p_token_family => 'llama', p_finish_reason => p_reason,
    p_usage => p_usage, p_error => p_error, p_context => p_context, p_rate => p_rate
  )
$$;

-- What the app's tokenizer would make of some words, roughly.
create or replace function tests.indexed(p_text text, p_version int default 1) returns jsonb
language sql as $$
  select jsonb_build_object(
    'version', p_version, 'terms', coalesce(jsonb_agg(w.term order by w.place), '[]'),
    'counts', coalesce(jsonb_agg(w.number order by w.place), '[]'), 'length', coalesce(sum(w.number), 0),
    'asks', p_text like '%?', 'timed', false
  )
  from (
    select lower(t.word) as term, count(*) as number, min(t.place) as place
    from regexp_split_to_table(p_text, '[^[:alnum:]]+') with ordinality t (word, place) where t.word <> '' group by 1
  ) w
$$;

-- As tests.say, and indexed.
create or replace function tests.tell(
  p_owner uuid, p_content text, p_reply text default 'Noted', p_conversation uuid default null,
  p_temporary boolean default false
) returns uuid
language plpgsql as $$
declare
  v_begun constant jsonb := public.begin_turn(
    p_owner => p_owner, p_client_message_id => gen_random_uuid(), p_body_hash => 'hash', p_content => p_content,
    p_tokens => 10, p_token_family => 'llama', p_model => 'a-model', p_tokens_reserved => 100, p_window_budget => 1000,
    p_lease_s => 15, p_limits => tests.limits(), p_conversation => p_conversation, p_index => tests.indexed(p_content),
    p_temporary => p_temporary
  );
begin
  perform tests.append((v_begun ->> 'turn')::uuid, 0, p_reply);
  perform public.finish_turn(
    p_turn => (v_begun ->> 'turn')::uuid, p_fence => 1, p_status => 'complete', p_reply_tokens => 5,
    p_thinking_tokens => 0, p_thinking_ms => 0, p_token_family => 'llama', p_finish_reason => 'stop',
    p_index => tests.indexed(p_reply)
  );
  return v_begun -> 'conversation' ->> 'id';
end
$$;

-- What somebody finds: the contents, best first.
create or replace function tests.found(p_user uuid, p_terms text[], p_more jsonb default '{}') returns text[]
language plpgsql as $$
declare
  v_answer json;
begin
  perform tests.act_as(p_user);
  v_answer := public.search_messages(
    jsonb_build_object('terms', (select jsonb_agg(jsonb_build_object('term', t)) from unnest(p_terms) t)) || p_more
  );
  perform tests.act_as_owner();
  return array(
    select r.value ->> 'content' from json_array_elements(v_answer -> 'rows') with ordinality r (value, place)
    order by r.place
  );
end
$$;

-- A whole turn; returns its conversation.
create or replace function tests.say(
  p_owner uuid, p_content text default 'Hello', p_reply text default 'Hi', p_conversation uuid default null
) returns uuid
language plpgsql as $$
declare
  v_begun constant jsonb := tests.begin_turn(p_owner, p_content, p_conversation);
begin
  perform tests.append((v_begun ->> 'turn')::uuid, 0, p_reply);
  perform tests.finish((v_begun ->> 'turn')::uuid);
  return v_begun -> 'conversation' ->> 'id';
end
$$;

-- A version from the first message to p_to, for store_summary.
create or replace function tests.summary(p_to bigint, p_changes jsonb default '{}') returns jsonb
language sql as $$
  select jsonb_build_object(
    'from_seq', 1, 'to_seq', p_to, 'lines', '[]'::jsonb, 'facts', '[]'::jsonb, 'token_count', 12,
    'token_family', 'llama', 'replaces', 60, 'source', 'extract', 'tokens_freed', 48
  ) || p_changes
$$;

create or replace function tests.store_summary(
  p_owner uuid, p_conversation uuid, p_to bigint, p_changes jsonb default '{}'
) returns jsonb
language sql as $$
  select public.store_summary(
    p_owner, p_conversation, tests.summary(p_to, p_changes), (select summary from public.conversations where id = p_conversation)
  )
$$;

-- The id of a message by its seq.
create or replace function tests.message(p_conversation uuid, p_seq bigint) returns uuid
language sql as $$
  select id from public.messages where conversation = p_conversation and seq = p_seq
$$;

-- A memory as extraction hands it over, for store_memories.
create or replace function tests.memory(p_content text, p_changes jsonb default '{}') returns jsonb
language sql as $$
  select jsonb_build_object(
    'id', gen_random_uuid(), 'type', 'long_term', 'kind', 'fact', 'content', p_content, 'importance', 5,
    'trust', 'stated', 'token_count', 4, 'token_family', 'llama'
  ) || p_changes
$$;

create or replace function tests.index(p_text text) returns jsonb
language sql as $$
  select jsonb_build_object('version', 1, 'length', count(*), 'terms', jsonb_agg(w), 'counts', jsonb_agg(1))
  from (select distinct w from regexp_split_to_table(lower(p_text), '[^[:alnum:]]+') w where w <> '') x
$$;

-- A memory of a message (of the first one where it is not named); returns its id.
create or replace function tests.remember(
  p_owner uuid, p_conversation uuid, p_content text, p_message uuid default null, p_changes jsonb default '{}'
) returns uuid
language plpgsql as $$
declare
  v_memory constant jsonb := tests.memory(p_content, p_changes);
begin
  perform public.store_memories(p_owner, p_conversation, c.extracted_to, c.next_seq - 1, jsonb_build_array(
    jsonb_build_object(
      'do', 'insert', 'memory', v_memory, 'index', tests.index(p_content),
      'source', jsonb_build_object(
        'message', coalesce(p_message, tests.message(p_conversation, 1)), 'content', p_content
      )
    )
  )) from public.conversations c where c.id = p_conversation;
  return v_memory ->> 'id';
end
$$;

-- Stops the clock at an instant. Only the owner of the schema can.
create or replace function tests.set_clock(p_now timestamptz) returns void
language plpgsql as $$
begin
  execute format(
    'create or replace function private.clock() returns timestamptz language sql volatile set search_path = '''' as %L',
    format('select %L::timestamptz', p_now)
  );
end
$$;

create or replace function tests.newest_turn(p_conversation uuid) returns uuid
language sql as $$
  select id from public.turns where conversation = p_conversation order by seq desc limit 1
$$;

commit;

begin;
set local search_path = public, extensions;
select plan(1);
select has_schema('tests');
select * from finish();
rollback;
