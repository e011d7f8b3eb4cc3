import { bearerOf, requestOf, type ApiCall } from "../api-call";
import { authError, jsonObject, stringOf } from "../json-answer";
import type { AuthParts } from "./auth-parts";
import { emailIsTaken, setEmail } from "./guest";
import { findUser } from "./users";

type Signed = { userId: string; sessionId: string; isGuest: boolean };

/**
 * PUT /user: lite sets password and data, the address is set here (lite would send a mail nobody gets). With an address
 * and a password a guest becomes an account that keeps its id.
 */
export async function updateUser(parts: AuthParts, call: ApiCall): Promise<Response> {
  const signed = await signedIn(parts, call);
  const body = jsonObject(call.body);
  if (signed === null || body === null) return parts.lite(requestOf(call));
  const { email: given, ...rest } = body;
  const email = stringOf(given)?.trim().toLowerCase();
  const refused = await refusal(parts, signed, email, rest);
  if (refused !== null) return refused;

  const updated = await parts.lite(requestOf(call, { body: JSON.stringify(rest) }));
  if (!updated.ok) return updated;
  if (email !== undefined && !(await setEmail(parts.database, signed.userId, email))) return emailExists();
  if (rest["password"] !== undefined) await endOtherSessions(parts, signed);
  const headers = new Headers(call.headers);
  headers.delete("content-length");
  return parts.lite(requestOf(call, { method: "GET", headers }));
}

async function signedIn(parts: AuthParts, call: ApiCall): Promise<Signed | null> {
  try {
    const claims = await parts.tokens.claimsOf(bearerOf(call.headers));
    const user = claims.sub === undefined ? null : await findUser(parts.database, claims.sub);
    const sessionId = stringOf(claims["session_id"]);
    if (user === null || claims.sub === undefined || sessionId === undefined) return null;
    return { userId: claims.sub, sessionId, isGuest: user["is_anonymous"] === true };
  } catch {
    return null;
  }
}

async function refusal(
  parts: AuthParts,
  signed: Signed,
  email: string | undefined,
  rest: Record<string, unknown>,
): Promise<Response | null> {
  const password = stringOf(rest["password"]);
  if (signed.isGuest && (email === undefined) !== (password === undefined)) {
    return authError(422, "validation_failed", "An account needs an e-mail address and a password.");
  }
  if (email === undefined) return null;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 255) {
    return authError(400, "validation_failed", "Unable to validate email address: invalid format");
  }
  const wait = parts.addressChanges.take(signed.userId);
  if (wait > 0) return parts.tooMany(wait);
  if (await emailIsTaken(parts.database, email, signed.userId)) return emailExists();
  return null;
}

function emailExists(): Response {
  return authError(422, "email_exists", "A user with this email address has already been registered");
}

/** Whoever changes a password may do so because somebody else has it. */
async function endOtherSessions(parts: AuthParts, signed: Signed): Promise<void> {
  await parts.database.query("delete from auth.sessions where user_id = $1 and id <> $2", [
    signed.userId,
    signed.sessionId,
  ]);
}
