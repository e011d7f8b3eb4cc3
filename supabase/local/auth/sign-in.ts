import { requestOf, type ApiCall } from "../api-call";
import { authError, jsonAnswer, jsonObject, stringOf } from "../json-answer";
import type { AuthParts } from "./auth-parts";
import { signInGuest } from "./guest";
import { findUser, userJson } from "./users";

/**
 * Unknown addresses are answered without hashing a password, which shows in the time. Failures wait until this long
 * after their start; the hash takes about a quarter of it.
 */
const FAILURE_MS = 400;

/** POST /token with a password: at most five tries a minute per address and e-mail, one answer to all failures. */
export async function signInWithPassword(parts: AuthParts, call: ApiCall): Promise<Response> {
  const started = performance.now();
  const email = stringOf(jsonObject(call.body)?.["email"])?.trim().toLowerCase() ?? "";
  const key = `${call.address ?? "local"} ${email}`;
  const wait = parts.signIns.take(key);
  if (wait > 0) return parts.tooMany(wait);
  const response = await parts.lite(requestOf(call));
  if (response.ok) {
    parts.signIns.clear(key);
    return withFullClaims(parts, response);
  }
  const left = FAILURE_MS - (performance.now() - started);
  await new Promise((resolve) => setTimeout(resolve, left));
  return response;
}

/** POST /signup: a guest without an e-mail address, an account with one. */
export async function signUp(parts: AuthParts, call: ApiCall): Promise<Response> {
  const body = jsonObject(call.body);
  const key = call.headers.get("apikey");
  const hasKey = key === parts.publishableKey || key === parts.secretKey;
  if (body !== null && hasKey && !isGiven(body["email"]) && !isGiven(body["phone"])) {
    return signInGuest(parts, call, body["data"]);
  }
  const address = call.address ?? "local";
  // Before the work, so that many at once do not slip through together.
  const wait = parts.newAccounts.take(address);
  if (wait > 0) return parts.tooMany(wait);
  const response = await parts.lite(requestOf(call));
  if (response.headers.get("x-sb-error-code") === "user_already_exists") {
    const waitTaken = parts.takenSignUps.take(address);
    if (waitTaken > 0) return parts.tooMany(waitTaken);
  }
  return withFullClaims(parts, response);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Replaces lite's short access token by one with the hosted claims, and its user by one that knows about guests. */
export async function withFullClaims(parts: AuthParts, response: Response): Promise<Response> {
  if (!response.ok) return response;
  const session = jsonObject(new Uint8Array(await response.arrayBuffer()));
  const token = stringOf(session?.["access_token"]);
  if (session === null || token === undefined) return jsonAnswer(session, response.status);
  const full = await fullSession(parts, token);
  if (full === null) return authError(403, "user_not_found", "This account was closed.");
  return jsonAnswer({ ...session, ...full }, response.status);
}

async function fullSession(parts: AuthParts, token: string): Promise<Record<string, unknown> | null> {
  const claims = await parts.tokens.claimsOf(token);
  const { sub: userId = "", iat = 0, exp = 0 } = claims;
  const signed = await parts.tokens.sign(userId, stringOf(claims["session_id"]) ?? "", { iat, exp });
  const user = await findUser(parts.database, userId);
  return signed === null || user === null ? null : { access_token: signed, user: userJson(user) };
}

/** Corrects the user that lite answers on /user, which it takes for nobody's guest. */
export async function withFullUser(parts: AuthParts, response: Response): Promise<Response> {
  if (!response.ok) return response;
  const body = jsonObject(new Uint8Array(await response.arrayBuffer()));
  const user = await findUser(parts.database, stringOf(body?.["id"]) ?? "");
  return jsonAnswer(user === null ? body : userJson(user), response.status);
}
