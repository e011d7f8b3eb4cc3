import { randomBytes, randomUUID } from "node:crypto";
import type { Database } from "../database/database";
import { jsonAnswer } from "../json-answer";
import type { AccessTokens } from "./access-tokens";
import { findUser, userJson } from "./users";

/** Begins a session for a user that exists, and answers it in GoTrue's form. lite renews it like its own. */
export async function openSession(
  database: Database,
  tokens: AccessTokens,
  userId: string,
  lifetimeSeconds: number,
): Promise<Response> {
  const sessionId = randomUUID();
  const refreshToken = randomBytes(24).toString("base64url");
  await database.transaction(async ({ query }) => {
    await query("insert into auth.sessions (id, user_id, aal) values ($1, $2, 'aal1')", [sessionId, userId]);
    await query(
      "insert into auth.refresh_tokens (id, token, user_id, session_id, revoked) values ($1, $2, $3, $4, false)",
      [randomUUID(), refreshToken, userId, sessionId],
    );
    await query("update auth.users set last_sign_in_at = now() where id = $1", [userId]);
  });
  const user = await findUser(database, userId);
  const iat = Math.floor(Date.now() / 1_000);
  return jsonAnswer({
    access_token: await tokens.sign(userId, sessionId, { iat, exp: iat + lifetimeSeconds }),
    token_type: "bearer",
    expires_in: lifetimeSeconds,
    expires_at: iat + lifetimeSeconds,
    refresh_token: refreshToken,
    user: user === null ? null : userJson(user),
  });
}
