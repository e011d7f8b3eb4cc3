import { requestOf, type ApiCall } from "../api-call";
import { authError, jsonObject, stringOf } from "../json-answer";
import type { AuthParts } from "./auth-parts";
import { withFullClaims } from "./sign-in";

/**
 * POST /token with a refresh token. Two tabs may use the same one at once, and an answer may get lost: a token that was
 * replaced in the last ten seconds, or whose successor has not been used, still counts. Any older one was copied, and
 * ends its session. lite knows no such interval, so its own rotation check is off.
 */
export async function refresh(parts: AuthParts, call: ApiCall): Promise<Response> {
  const token = stringOf(jsonObject(call.body)?.["refresh_token"]);
  if (token !== undefined && (await wasCopied(parts, token))) {
    return authError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
  }
  return withFullClaims(parts, await parts.lite(requestOf(call)));
}

async function wasCopied(parts: AuthParts, token: string): Promise<boolean> {
  const [row] = await parts.database.query(
    `select t.session_id from auth.refresh_tokens t
     where t.token = $1 and t.revoked and t.updated_at < now() - interval '10 seconds'
       and not exists (select from auth.refresh_tokens next where next.parent = t.token and not next.revoked)`,
    [token],
  );
  if (row === undefined) return false;
  await parts.database.query("delete from auth.sessions where id = $1", [row["session_id"]]);
  return true;
}
