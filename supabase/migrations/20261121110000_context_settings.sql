-- How a conversation's context is kept: strategy, window and threshold, with wishes of its agent and its user to start with.

-- Known settings within their limits and nothing else; the keys are those of the API.
create function private.are_context_defaults(p_defaults jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(p_defaults) = 'object' then coalesce((
    select bool_and(case
      when d.key = 'memoryStrategy' then d.value in ('"sliding_window"', '"summarization"', '"hybrid"')
      when jsonb_typeof(d.value) = 'number' then coalesce(
        (d.value #>> '{}')::numeric between r.least and r.most and (d.value #>> '{}')::numeric % 1 = 0, false
      )
      else false
    end)
    from jsonb_each(p_defaults) d
    left join (
      values ('maxTokens', 1000, 128000), ('windowSize', 2, 2000), ('summaryThreshold', 500, 128000),
        ('replyReserve', 64, 64000)
    ) r (key, least, most) using (key)
  ), true) else false end
$$;
revoke all on function private.are_context_defaults(jsonb) from public, anon, authenticated, service_role;
-- Checks are made under the role of whoever writes.
grant execute on function private.are_context_defaults(jsonb) to authenticated;

alter table public.agents
  add column defaults jsonb not null default '{}' check (private.are_context_defaults(defaults));
alter table public.profiles
  add column defaults jsonb not null default '{}' check (private.are_context_defaults(defaults));
grant update (defaults) on table public.agents to authenticated;
grant update (defaults) on table public.profiles to authenticated;

create or replace trigger next_revision before update
  of name, system_prompt, provider, model, temperature, max_output_tokens, defaults on public.agents
  for each row execute function private.next_revision_and_time();
create or replace trigger next_revision before update
  of email, is_guest, theme, locale, default_agent, defaults on public.profiles
  for each row execute function private.next_revision_and_time();

alter table public.conversations
  drop constraint conversations_memory_strategy_check,
  add constraint conversations_memory_strategy_check
    check (memory_strategy in ('sliding_window', 'summarization', 'hybrid')),
  -- What is not given is filled in by a trigger, which could not tell a default of the table from a wish.
  alter column memory_strategy drop default,
  alter column max_tokens drop default,
  -- Messages that may be in a call word for word; null: as many as fit.
  add column window_size int check (window_size between 2 and 2000),
  -- Compaction starts when what no summary covers has more tokens.
  add column summary_threshold int not null default 6000 check (summary_threshold between 500 and 128000),
  -- The seq where the last call's window began.
  add column window_from bigint not null default 0 check (window_from >= 0),
  -- Tokens of the last complete replies, newest last; negative where one was cut off.
  add column recent_replies int[] not null default '{}' check (cardinality(recent_replies) <= 8);
alter table public.conversations alter column summary_threshold drop default;

grant insert (memory_strategy, window_size, summary_threshold) on table public.conversations to authenticated;
grant update (memory_strategy, window_size, summary_threshold) on table public.conversations to authenticated;

-- Nobody chose the only strategy that there was. Told to nobody: clients of the new version read anew anyway.
alter table public.conversations disable trigger next_revision;
update public.conversations set memory_strategy = 'hybrid';
alter table public.conversations enable trigger next_revision;

-- Fills in what is null: the agent's wish, else its user's, else p_max_tokens for the budget, else what everybody gets.
create function private.with_defaults(p_conversation public.conversations, p_max_tokens int default null)
returns public.conversations
language plpgsql stable set search_path = '' as $$
declare
  v_given public.conversations := p_conversation;
  v_wish jsonb;
begin
  select p.defaults || coalesce(a.defaults, '{}') into v_wish
  from public.profiles p
  left join public.agents a on a.id = p_conversation.agent and a.owner = p.id
  where p.id = p_conversation.owner;
  v_given.memory_strategy := coalesce(v_given.memory_strategy, v_wish ->> 'memoryStrategy', 'hybrid');
  v_given.max_tokens := coalesce(v_given.max_tokens, (v_wish ->> 'maxTokens')::numeric, p_max_tokens, 8000);
  v_given.window_size := coalesce(v_given.window_size, (v_wish ->> 'windowSize')::numeric);
  v_given.summary_threshold := coalesce(v_given.summary_threshold, (v_wish ->> 'summaryThreshold')::numeric, 6000);
  v_given.reply_reserve := coalesce(v_given.reply_reserve, (v_wish ->> 'replyReserve')::numeric);
  return v_given;
end
$$;
revoke all on function private.with_defaults(public.conversations, int) from public, anon, authenticated, service_role;

create function private.fill_context_settings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  return private.with_defaults(new);
end
$$;
revoke all on function private.fill_context_settings() from public, anon, authenticated, service_role;

create trigger fill_context_settings before insert on public.conversations
  for each row execute function private.fill_context_settings();
