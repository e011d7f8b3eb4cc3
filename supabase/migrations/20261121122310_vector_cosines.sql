-- Nearness of named messages, where pgvector is. As with the vectors themselves, this may run long after later files: nothing
-- else may replace the function, or need it to do more than the stub before it does.

create extension if not exists vector with schema extensions;

create or replace function private.cosines_of(p_messages uuid[], p_vector text, p_model text)
returns table (message uuid, cosine real)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  v_vector constant extensions.vector := p_vector::extensions.vector;
begin
  if v_vector is null or not exists (
    select from private.embedding_models m where m.model = p_model and m.dimensions = extensions.vector_dims(v_vector)
  ) then
    return;
  end if;
  return query
  select v.message, max(-(v.embedding operator(extensions.<#>) v_vector))::real
  from private.message_vectors v where v.message = any (p_messages) and v.model = p_model
  group by v.message;
end
$$;
