import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { startFrontProcess, startStackProcess, type App } from "./app";

/** A message takes 27 tokens in this family; the first is a user's, the last a reply where the number is even. */
const FAMILY = "openai-o200k";
const MESSAGE_TOKENS = 27;

/** Statements that put so many messages after those that are there, unannounced; to be run one by one. */
export function fillStatements(conversation: string, messages: number): string[] {
  return [
    "alter table public.messages disable trigger user",
    `insert into public.messages (owner, conversation, seq, role, content, token_count, token_family, status)
     select c.owner, c.id, c.next_seq + n - 1, case when n % 2 = 1 then 'user' else 'assistant' end,
       'Message ' || n || ': the tram leaves at ' || n || ' past, and the harbour is two stops away.', ${MESSAGE_TOKENS},
       '${FAMILY}', 'complete'
     from public.conversations c, generate_series(1, ${messages}) n where c.id = '${conversation}'`,
    "alter table public.messages enable trigger user",
    `update public.conversations set next_seq = next_seq + ${messages}, message_count = message_count + ${messages}
     where id = '${conversation}'`,
  ];
}

/**
 * Makes a conversation of an app on PGlite that much longer. One process alone may have the data directory open, so the
 * app is stopped meanwhile; it comes back on the same ports, with tables that the planner has no statistics of.
 */
export async function fillHistory(app: App, conversation: string, messages: number): Promise<void> {
  await app.front.stop();
  await app.stack.stop();
  const database = await PGlite.create(path.join(app.dataDir, "pglite"));
  for (const statement of fillStatements(conversation, messages)) await database.exec(statement);
  await database.close();
  app.stack = await startStackProcess(app.env, app.front.port, app.stack.port);
  app.front = await startFrontProcess(app.env, app.stack, app.front.port);
}
