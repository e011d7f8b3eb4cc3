-- Ending a turn: pieces into messages, numbers where they belong, and only by who holds it.
begin;
set local search_path = public, extensions;
select plan(22);

create temp table person as select tests.make_user() as id;
create temp table a as select tests.begin_turn(id) as b from person;
create temp view turn as select t.* from turns t, a where t.id = (a.b ->> 'turn')::uuid;
create temp view place as select c.* from conversations c, a where c.id = (a.b -> 'conversation' ->> 'id')::uuid;
create temp view reply as select m.* from messages m, a where m.id = (a.b -> 'reply' ->> 'id')::uuid;

select tests.append((select id from turn), 0, 'Let me ', 'thinking');
select tests.append((select id from turn), 1, 'see.', 'thinking', 7);
select tests.append((select id from turn), 2, 'Good ');
select tests.append((select id from turn), 3, 'morning 🌞', 'delta', 5);

select throws_ok(
  format('select tests.finish(%L, p_fence => 2)', (select id from turn)), 'P0001', 'lease_lost', 'another fence cannot end it'
);
select throws_ok(
  format('select tests.finish(%L)', gen_random_uuid()), 'P0001', 'lease_lost', 'nor can a turn end that is not there'
);
select throws_ok(
  format('select tests.finish(%L, %L)', (select id from turn), 'running'), 'P0001', 'invalid_input', 'nor in a state that is no end'
);
create temp table ended as select tests.finish((select id from turn)) as f;
select is(
  (select f from ended), (select jsonb_build_object('message', id, 'revision', 2) from reply), 'its holder ends it'
);
select results_eq(
  'select content, status, token_count, token_family, revision from reply',
  $$values ('Good morning 🌞', 'complete', 20, 'llama', 2::bigint)$$, 'the reply holds its pieces in order'
);
select results_eq(
  $$select m.content, m.role, m.status, m.seq, m.token_count, m.metadata from messages m, turn
    where m.turn = turn.id and m.kind = 'thinking'$$,
  $$values ('Let me see.', 'assistant', 'complete', 3::bigint, 5, '{"thinkingMs": 70}'::jsonb)$$,
  'the thinking stands apart, in a row of its own'
);
select is_empty($$select 1 from turn_chunks$$, 'the pieces are gone');
select is(
  (select metadata from reply),
  '{"finishReason": "stop", "usage": {"promptTokens": 100, "cachedTokens": 40, "completionTokens": 30,
    "thinkingTokens": 5, "countedPromptTokens": 98, "countedCompletionTokens": 29, "source": "provider"}}',
  'the reply says how it ended and what it cost'
);
select results_eq(
  'select status, usage = (select metadata -> $$usage$$ from reply), error, finished_at is not null from turn',
  $$values ('complete', true, null::jsonb, true)$$, 'so does the turn'
);
select results_eq(
  'select running, total_tokens, message_count, next_seq from place', $$values (false, 130::bigint, 2, 4::bigint)$$,
  'the conversation is free, its totals right'
);
select results_eq(
  $$select provider, model, prompt_tokens, cached_tokens, completion_tokens, thinking_tokens, counted_prompt_tokens,
    counted_completion_tokens, cost, latency_ms, first_token_ms, finish_reason, kind from usage$$,
  $$values ('groq', 'a-model', 100, 40, 30, 5, 98, 29, null::numeric, 900, 200, 'stop', 'chat')$$,
  'the call has its row'
);
select throws_ok(
  format('select tests.finish(%L)', (select id from turn)), 'P0001', 'lease_lost', 'a turn ends once'
);
select is((select total_tokens from place), 130::bigint, 'and is counted once');

-- A turn that failed before its first word.
create temp table c as select tests.begin_turn((select id from person), 'More', (select id from place)) as b;
select tests.finish((select (b ->> 'turn')::uuid from c), 'failed', p_usage => null,
  p_error => '{"code": "provider_busy", "message": "Busy.", "retryable": true, "retryAfterMs": 2000}');
select results_eq(
  $$select m.content, m.status, m.metadata from messages m, c where m.id = (c.b -> 'reply' ->> 'id')::uuid$$,
  $$values ('', 'failed', '{"finishReason": "stop", "error":
    {"code": "provider_busy", "message": "Busy.", "retryable": true, "retryAfterMs": 2000}}'::jsonb)$$,
  'a reply that failed says why'
);
select is(
  (select t.error ->> 'code' from turns t, c where t.id = (c.b ->> 'turn')::uuid), 'provider_busy', 'and so does its turn'
);
select is((select count(*)::int from usage), 1, 'a call that cost nothing has no row');
select is((select total_tokens from place), 130::bigint, 'and adds nothing');
select is((select message_count from place), 4, 'the messages are counted nevertheless');
select is_empty(
  $$select 1 from messages m, c where m.turn = (c.b ->> 'turn')::uuid and m.kind = 'thinking'$$,
  'without thinking there is no row for it'
);

-- Deleted while it runs.
create temp table d as select tests.begin_turn((select id from person), 'Once more', (select id from place)) as b;
select tests.append((select (b ->> 'turn')::uuid from d), 0, 'Never mi');
delete from conversations where id = (select (b -> 'conversation' ->> 'id')::uuid from d);
select is(
  tests.append((select (b ->> 'turn')::uuid from d), 1, 'nd'), '{"alive": {}}', 'a turn whose conversation was deleted is lost'
);
select throws_ok(
  format('select tests.finish(%L)', (select b ->> 'turn' from d)), 'P0001', 'lease_lost', 'it cannot end'
);
select is(
  (select array[(select count(*) from messages), (select count(*) from turns), (select count(*) from turn_chunks),
    (select count(*) from usage where conversation is null)]),
  array[0, 0, 0, 1]::bigint[], 'nothing comes back to life; what was spent stays known'
);

select * from finish();
rollback;
