import { randomBytes } from "node:crypto";
import { requestOf, type ApiCall } from "../api-call";
import { authError, jsonAnswer, jsonObject, stringOf } from "../json-answer";
import type { AuthParts } from "./auth-parts";
import { findUser, listUsers, userJson } from "./users";

const MOST_PER_PAGE = 1_000;

/** /admin/users: create, get, list and delete, for holders of the secret key. */
export async function adminUsers(parts: AuthParts, call: ApiCall): Promise<Response> {
  if (call.headers.get("apikey") !== parts.secretKey) return authError(403, "not_admin", "User not allowed");
  const id = call.url.pathname.split("/")[5];
  if (id === undefined || id === "") {
    if (call.method === "GET") return list(parts, call.url);
    if (call.method === "POST") return create(parts, call);
    return notSupported();
  }
  if (call.method !== "GET" && call.method !== "DELETE") return notSupported();
  const user = await findUser(parts.database, id);
  if (user === null) return authError(404, "user_not_found", "User not found");
  if (call.method === "DELETE") {
    await parts.database.transaction(async ({ query }) => {
      await query("delete from auth.refresh_tokens where user_id = $1", [id]);
      await query("delete from auth.users where id = $1", [id]);
    });
  }
  return jsonAnswer(userJson(user));
}

function notSupported(): Response {
  return authError(405, "validation_failed", "The embedded Supabase can create, get, list and delete users.");
}

async function list(parts: AuthParts, url: URL): Promise<Response> {
  const size = Math.min(positive(url.searchParams.get("per_page"), 50), MOST_PER_PAGE);
  const page = { number: positive(url.searchParams.get("page"), 1), size };
  const { users, total } = await listUsers(parts.database, page);
  const body = { users: users.map(userJson), aud: "authenticated" };
  return jsonAnswer(body, 200, { "x-total-count": String(total) });
}

function positive(text: string | null, fallback: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

/** lite hashes the password by way of a sign-up; the session that comes with it is ended at once. */
async function create(parts: AuthParts, call: ApiCall): Promise<Response> {
  const body = jsonObject(call.body) ?? {};
  const headers = new Headers({ apikey: parts.publishableKey, "content-type": "application/json" });
  const signedUp = await parts.lite(
    requestOf(call, {
      url: new URL("/auth/v1/signup", call.url),
      headers,
      body: JSON.stringify({
        email: body["email"],
        password: body["password"] ?? randomBytes(32).toString("base64url"),
        data: body["user_metadata"],
      }),
    }),
  );
  if (!signedUp.ok) return signedUp;
  const answer = jsonObject(new Uint8Array(await signedUp.arrayBuffer()));
  const id = stringOf((answer?.["user"] as Record<string, unknown> | undefined)?.["id"]) ?? "";
  await parts.database.transaction(async ({ query }) => {
    await query("delete from auth.sessions where user_id = $1", [id]);
    await query(
      "update auth.users set raw_app_meta_data = raw_app_meta_data || $2::jsonb, last_sign_in_at = null where id = $1",
      [id, JSON.stringify(body["app_metadata"] ?? {})],
    );
  });
  const user = await findUser(parts.database, id);
  return jsonAnswer(user === null ? answer : userJson(user));
}
