-- A turn is planned with the messages that are pinned: other ones than it names, and it is not begun. So pins that no longer
-- fit are refused before anything is stored.

-- As before, with pins: the seqs of all pinned messages that a call can hold, ascending.
create or replace function private.require_expected(p_conversation public.conversations, p_expected jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_stored jsonb := to_jsonb(p_conversation) || jsonb_build_object(
    'agent_revision', (select a.revision from public.agents a where a.id = p_conversation.agent)
  );
begin
  if p_expected ? 'pins' then
    v_stored := v_stored || jsonb_build_object('pins', (
      select coalesce(jsonb_agg(m.seq order by m.seq), '[]') from public.messages m
      where m.conversation = p_conversation.id and m.pinned
        and m.kind = 'chat' and m.superseded_by is null and m.status <> 'streaming' and m.content <> ''
    ));
  end if;
  if exists (
    select 1 from jsonb_each(coalesce(p_expected, '{}')) e where v_stored -> e.key is distinct from e.value
  ) then
    perform private.refuse('{"status": "stale"}');
  end if;
end
$$;
