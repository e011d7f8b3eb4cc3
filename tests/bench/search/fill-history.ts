import { randomUUID } from "node:crypto";
import { docRow, messageRow, rows, type Owner } from "./made-up-rows";
import type { Store } from "./store";

/** Conversations of `messages` messages each, one an owner, stored by COPY past all triggers, and indexed. */
export async function fillHistory(
  { query, copy }: Store,
  owners: number,
  messages: number,
): Promise<Owner[]> {
  const made: Owner[] = [];
  await query("alter table public.messages disable trigger user");
  for (let number = 0; number < owners; number += 1) made.push(await makeOwner(query, messages));
  await query("alter table public.search_terms drop constraint search_terms_pkey");
  // Their rows lie between each other's, as they do where all write at the same time.
  await copy(
    "messages (id, owner, conversation, seq, role, content, token_count, token_family, status, index_version)",
    rows(made, messages, messageRow),
  );
  await copy(
    "search_docs (owner, kind, doc, message, conversation, seq, role, created_at, len, terms, counts, version)",
    rows(made, messages, docRow),
  );
  await query("alter table public.messages enable trigger user");
  const ids = made.map(({ id }) => id);
  await query(
    `insert into public.search_terms (owner, kind, term, doc, tf, len)
    select d.owner, d.kind, t.term, d.doc, t.tf, d.len from public.search_docs d, unnest(d.terms, d.counts) t (term, tf)
    where d.owner = any ($1)`,
    [ids],
  );
  await query("alter table public.search_terms add primary key (owner, kind, term, doc) include (tf, len)");
  await query(
    `insert into public.search_stats (owner, kind, next_doc, docs, total_len)
    select owner, kind, max(doc) + 1, count(*), sum(len) from public.search_docs where owner = any ($1) group by owner, kind`,
    [ids],
  );
  return made;
}

async function makeOwner(query: Store["query"], messages: number): Promise<Owner> {
  const id = randomUUID();
  const conversation = randomUUID();
  await query("insert into auth.users (id, is_anonymous) values ($1, false)", [id]);
  await query(
    `insert into public.conversations (id, owner, agent, title, next_seq, message_count)
    select $1, p.id, p.default_agent, 'A long talk', $2::int + 1, $2::int from public.profiles p where p.id = $3`,
    [conversation, messages, id],
  );
  return { id, conversation };
}
