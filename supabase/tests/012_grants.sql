-- The exact list of what the API roles hold, down to columns; anything more or less fails.
begin;
set local search_path = public, extensions;
select plan(5);

select set_eq(
  $$select grantee::text, table_name::text, privilege_type::text from information_schema.role_table_grants
    where table_schema in ('public', 'private') and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')$$,
  $$select 'authenticated' as g, t as n, 'SELECT' as p from unnest(
      array['profiles', 'agents', 'conversations', 'messages', 'turns', 'turn_chunks', 'usage', 'summaries', 'memories',
        'memory_sources', 'recall_marks', 'deletions', 'maintenance_runs']) t
    union all select 'authenticated', 'conversations', 'DELETE'
    union all select 'service_role', t, 'SELECT' from unnest(
      array['profiles', 'agents', 'conversations', 'messages', 'turns', 'turn_chunks', 'usage', 'limits', 'summaries',
        'prices', 'model_calibration', 'token_rates', 'rate_holds', 'memories', 'memory_sources', 'recall_marks', 'deletions',
        'maintenance_runs', 'search_docs', 'search_terms', 'search_stats', 'search_removed', 'title_terms']) t$$,
  'whole tables are granted for reading, and conversations for deleting'
);
select set_eq(
  $$select grantee::text, table_name::text, column_name::text, privilege_type::text
    from information_schema.column_privileges
    where table_schema = 'public' and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
      and privilege_type <> 'SELECT'$$,
  $$select 'authenticated' as g, 'conversations' as t, c as n, 'INSERT' as p
      from unnest(array['id', 'agent', 'title', 'model', 'max_tokens', 'memory_strategy', 'window_size', 'summary_threshold',
        'reply_reserve', 'temporary', 'recall_past']) c
    union all select 'authenticated', 'conversations', c, 'UPDATE'
      from unnest(array['title', 'model', 'max_tokens', 'memory_strategy', 'window_size', 'summary_threshold',
        'reply_reserve', 'recall_past']) c
    union all select 'authenticated', 'agents', c, 'UPDATE'
      from unnest(array['name', 'system_prompt', 'provider', 'model', 'temperature', 'max_output_tokens', 'defaults', 'memory',
        'recall_past']) c
    union all select 'authenticated', 'profiles', c, 'UPDATE' from unnest(array['theme', 'locale', 'default_agent', 'defaults']) c$$,
  'writing is granted by column, to signed-in users alone'
);
select set_eq(
  $$select p.proname::text, a.grantee::regrole::text
    from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace = 'public'::regnamespace and a.grantee <> p.proowner$$,
  $$values ('charge_call', 'service_role'), ('unindexed_messages', 'service_role'), ('index_messages', 'service_role'),
    ('search_messages', 'authenticated'), ('search_memories', 'authenticated'), ('search_summaries', 'authenticated'),
    ('search_titles', 'authenticated'), ('similar_terms', 'authenticated'), ('recall_candidates', 'authenticated'),
    ('begin_turn', 'service_role'), ('retry_turn', 'service_role'), ('find_turn', 'service_role'),
    ('append_replies', 'service_role'),
    ('finish_turn', 'service_role'), ('mark_messages', 'service_role'), ('summary_work', 'service_role'),
    ('store_summary', 'service_role'), ('use_summary', 'service_role'), ('record_call', 'service_role'),
    ('hold_rate', 'service_role'), ('release_rate', 'service_role'),
    ('set_auto_title', 'service_role'), ('import_sample', 'service_role'), ('turn_receipt', 'authenticated'),
    ('conversation_account', 'authenticated'), ('interrupt_expired', 'service_role'), ('adopt_guest', 'service_role'),
    ('unembedded', 'service_role'), ('store_vectors', 'service_role'), ('embedding_state', 'service_role'),
    ('tend_vectors', 'service_role'),
    ('request_stop', 'authenticated'), ('keep_reply', 'authenticated'), ('rename_conversation', 'authenticated'),
    ('delete_conversation', 'authenticated'), ('window_rows', 'authenticated'), ('message_page', 'authenticated'),
    ('extraction_work', 'service_role'), ('resting_conversations', 'service_role'), ('store_memories', 'service_role'),
    ('memories_like', 'service_role'), ('add_memory', 'service_role'), ('edit_memory', 'service_role'),
    ('merge_memories', 'service_role'), ('unindexed_memories', 'service_role'), ('index_memories', 'service_role'),
    ('apply_maintenance', 'service_role'), ('undo_maintenance', 'service_role'), ('sweep_memories', 'service_role'),
    ('derived_from', 'service_role'), ('forget', 'service_role'), ('mark_recalled', 'authenticated'),
    ('list_memories', 'authenticated'), ('memory_counts', 'authenticated'), ('list_maintenance', 'authenticated')$$,
  'functions are granted by name, to the server or to signed-in users'
);
select set_eq(
  $$select p.proname::text, a.grantee::regrole::text
    from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace = 'private'::regnamespace and a.grantee <> p.proowner$$,
  $$values ('clock', 'authenticated'), ('topic_conversation', 'authenticated'),
    ('are_context_defaults', 'authenticated'), ('window_reach', 'authenticated'), ('window_json', 'authenticated'),
    ('window_surroundings', 'authenticated'), ('receipt_ranges', 'authenticated'), ('deleted_since', 'authenticated'),
    ('memory_json', 'authenticated'), ('run_json', 'authenticated')$$,
  'private helpers are granted only where a default, a check, a policy or an invoker function calls them'
);
select set_eq(
  $$select a.grantee::regrole::text, a.privilege_type from pg_namespace n, aclexplode(n.nspacl) a
    where n.nspname = 'private' and a.grantee <> n.nspowner$$,
  $$values ('authenticated', 'USAGE')$$,
  'and the schema they lie in is closed to everybody else'
);

select * from finish();
rollback;
