import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { indexText } from "@/lib/domain/retrieval/index-text";
import type { Row } from "../report";
import { drawRank, seeded, wordOf } from "./made-up-history";
import { percentile, timed } from "./percentile";

const ROUNDS = 300;

/** A message of 1 KB, stored alone and stored with its index, each in a transaction of its own. */
export async function measureInserts(sql: postgres.Sql, where: string): Promise<Row[]> {
  const owner = randomUUID();
  const conversation = randomUUID();
  await sql`insert into auth.users (id, is_anonymous) values (${owner}, false)`;
  await sql`insert into public.conversations (id, owner, agent, title)
    select ${conversation}, p.id, p.default_agent, 'Bench' from public.profiles p where p.id = ${owner}`;
  const random = seeded(7);
  const texts = Array.from({ length: ROUNDS }, () => kilobyte(random));
  const indexes = texts.map((text) => indexText(text, { saidAt: "2026-03-14T09:00:00Z", author: null }));
  let seq = 0;
  const insert = async (tx: postgres.Sql | postgres.TransactionSql, text: string, version: number) => {
    const id = randomUUID();
    seq += 1;
    await tx`insert into public.messages
      (id, owner, conversation, seq, role, content, token_count, token_family, status, index_version)
      values (${id}, ${owner}, ${conversation}, ${seq}, 'user', ${text}, 250, 'llama', 'complete', ${version})`;
    return id;
  };
  const plain = await timed(ROUNDS, (at) => sql.begin((tx) => insert(tx, texts[at] ?? "", 1)));
  const indexed = await timed(ROUNDS, (at) =>
    sql.begin(async (tx) => {
      const id = await insert(tx, texts[at] ?? "", 1);
      await tx`select private.index_message(${id}, ${sql.json(indexes[at] as never)})`;
    }),
  );
  const call = await timed(ROUNDS, () => sql.begin((tx) => tx`select 1`));
  const half = (values: readonly number[]) => percentile(values, 0.5);
  // What the driver takes for one more statement is not the index's.
  const cost = half(indexed) - (half(call) - half(await timed(ROUNDS, () => sql`select 1`)));
  return [
    { what: `plain insert, ms (median)`, measured: half(plain), note: where },
    { what: "with its index, ms (median)", measured: cost, goal: { atMost: 3 }, note: where },
    { what: "times the plain insert", measured: cost / half(plain), goal: { atMost: 5 }, note: where },
  ];
}

function kilobyte(random: () => number): string {
  let text = "";
  while (text.length < 1_000) text += `${wordOf(drawRank(random))} `;
  return text;
}
