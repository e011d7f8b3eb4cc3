import { randomUUID } from "node:crypto";
import type { Claims } from "../auth/access-tokens";
import type { Database } from "../database/database";

/** Carries the answer out of a transaction that must not be committed. */
class Answer extends Error {
  readonly allowed: boolean;

  constructor(allowed: boolean) {
    super("rolled back on purpose");
    this.allowed = allowed;
  }
}

/**
 * Whether these claims may receive broadcasts on a topic, asked as hosted Realtime asks: a row is inserted as the
 * owner, looked for under the user's role and claims, and rolled back. False for accounts that were closed.
 */
export async function mayRead(database: Database, claims: Claims, topic: string): Promise<boolean> {
  try {
    return await database.transaction(async ({ query }) => {
      const id = randomUUID();
      await query(
        "insert into realtime.messages (id, topic, extension, private) values ($1, $2, 'broadcast', true)",
        [id, topic],
      );
      if (claims.sub !== undefined) {
        const user = await query("select 1 from auth.users where id::text = $1", [claims.sub]);
        if (user.length === 0) throw new Answer(false);
      }
      await query(
        `select set_config('role', $1, true), set_config('realtime.topic', $2, true),
                set_config('request.jwt.claims', $3, true)`,
        [claims.role, topic, JSON.stringify(claims)],
      );
      const rows = await query("select 1 from realtime.messages where id = $1 and topic = $2", [id, topic]);
      throw new Answer(rows.length > 0);
    });
  } catch (error) {
    if (error instanceof Answer) return error.allowed;
    throw error;
  }
}
