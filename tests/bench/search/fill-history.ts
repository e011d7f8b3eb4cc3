import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import { countWords, drawText, seeded } from "./made-up-history";

type Sql = postgres.Sql;

export type Owner = { id: string; conversation: string };

/** Conversations of `messages` messages each, one an owner, stored by COPY past all triggers, and indexed. */
export async function fillHistory(sql: Sql, owners: number, messages: number): Promise<Owner[]> {
  const made: Owner[] = [];
  await sql.unsafe("alter table public.messages disable trigger user");
  for (let number = 0; number < owners; number += 1) made.push(await makeOwner(sql, messages));
  await sql.unsafe("alter table public.search_terms drop constraint search_terms_pkey");
  // Their rows lie between each other's, as they do where all write at the same time.
  await copy(
    sql,
    "messages (id, owner, conversation, seq, role, content, token_count, token_family, status, index_version)",
    rows(made, messages, messageRow),
  );
  await copy(
    sql,
    "search_docs (owner, kind, doc, message, conversation, seq, role, created_at, len, terms, counts, version)",
    rows(made, messages, docRow),
  );
  await sql.unsafe("alter table public.messages enable trigger user");
  const ids = made.map(({ id }) => id);
  await sql.unsafe(
    `insert into public.search_terms (owner, kind, term, doc, tf, len)
    select d.owner, d.kind, t.term, d.doc, t.tf, d.len from public.search_docs d, unnest(d.terms, d.counts) t (term, tf)
    where d.owner = any ($1)`,
    [ids],
  );
  await sql.unsafe(
    "alter table public.search_terms add primary key (owner, kind, term, doc) include (tf, len)",
  );
  await sql.unsafe(
    `insert into public.search_stats (owner, kind, next_doc, docs, total_len)
    select owner, kind, max(doc) + 1, count(*), sum(len) from public.search_docs where owner = any ($1) group by owner, kind`,
    [ids],
  );
  await sql.unsafe("vacuum analyze");
  return made;
}

async function makeOwner(sql: Sql, messages: number): Promise<Owner> {
  const id = randomUUID();
  const conversation = randomUUID();
  await sql`insert into auth.users (id, is_anonymous) values (${id}, false)`;
  await sql`insert into public.conversations (id, owner, agent, title, next_seq, message_count)
    select ${conversation}, p.id, p.default_agent, 'A long talk', ${messages + 1}, ${messages}
    from public.profiles p where p.id = ${id}`;
  return { id, conversation };
}

type Said = { owner: Owner; id: string; seq: number; role: "user" | "assistant"; text: string };

/** The same texts and ids whenever it is called. */
function* rows(owners: readonly Owner[], messages: number, line: (said: Said) => string): Generator<string> {
  const random = seeded(20_260_314);
  for (let seq = 1; seq <= messages; seq += 1) {
    for (const [place, owner] of owners.entries()) {
      const role = seq % 2 === 1 ? "user" : "assistant";
      const text = drawText(random, role);
      const id = `${owner.id.slice(0, 23)}-${place.toString(16).padStart(2, "0")}${seq.toString(16).padStart(10, "0")}`;
      yield `${line({ owner, id, seq, role, text })}\n`;
    }
  }
}

function messageRow({ owner, id, seq, role, text }: Said): string {
  return [id, owner.id, owner.conversation, seq, role, text, 20, "llama", "complete", 1].join("\t");
}

function docRow({ owner, id, seq, role, text }: Said): string {
  const { terms, counts, length } = countWords(text);
  const saidAt = new Date(Date.UTC(2024, 0, 1) + seq * 600_000).toISOString();
  return [
    owner.id,
    1,
    seq,
    id,
    owner.conversation,
    seq,
    role,
    saidAt,
    length,
    `{${terms.join(",")}}`,
    `{${counts.join(",")}}`,
    1,
  ].join("\t");
}

async function copy(sql: Sql, into: string, lines: Generator<string>): Promise<void> {
  const target = await sql.unsafe(`copy public.${into} from stdin`).writable();
  await pipeline(Readable.from(inBlocks(lines)), target);
}

/** One write a line would cost more than the line. */
function* inBlocks(lines: Generator<string>): Generator<string> {
  let block = "";
  for (const line of lines) {
    block += line;
    if (block.length < 262_144) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}
