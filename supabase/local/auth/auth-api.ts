import { requestOf, type ApiCall } from "../api-call";
import { authError, jsonAnswer, jsonObject } from "../json-answer";
import { adminUsers } from "./admin-users";
import type { AuthParts } from "./auth-parts";
import { refresh } from "./refresh";
import { signInWithPassword, signUp, withFullUser } from "./sign-in";
import { updateUser } from "./update-user";

/** Flows that end in a mail: there is nobody to send it, and lite would print its secrets to the console. */
const NEEDS_MAIL = new Set([
  "/otp",
  "/magiclink",
  "/recover",
  "/resend",
  "/verify",
  "/reauthenticate",
  "/invite",
]);

type Route = (parts: AuthParts, call: ApiCall) => Promise<Response>;

const asIs: Route = (parts, call) => parts.lite(requestOf(call));

const ROUTES: Record<string, Route> = {
  "POST /signup": signUp,
  "POST /token": token,
  "GET /user": async (parts, call) => withFullUser(parts, await asIs(parts, call)),
  "PUT /user": async (parts, call) => withFullUser(parts, await updateUser(parts, call)),
  "GET /settings": async (parts, call) => settings(parts, await asIs(parts, call)),
  "POST /logout": asIs,
  "GET /health": asIs,
  "GET /.well-known/jwks.json": asIs,
};

/** /auth/v1: what the app uses, with the gaps of lite filled; everything else is refused by name. */
export async function authApi(parts: AuthParts, call: ApiCall): Promise<Response> {
  const path = call.url.pathname.slice("/auth/v1".length);
  if (call.method === "OPTIONS") return asIs(parts, call);
  if (path === "/admin/users" || path.startsWith("/admin/users/")) return adminUsers(parts, call);
  if (NEEDS_MAIL.has(path)) {
    return authError(
      422,
      "email_provider_disabled",
      "This installation sends no mail, so this is not available.",
    );
  }
  const route = ROUTES[`${call.method} ${path}`];
  if (route !== undefined) return route(parts, call);
  return authError(404, "not_found", "The embedded Supabase has no such auth route.");
}

async function token(parts: AuthParts, call: ApiCall): Promise<Response> {
  const grant = call.url.searchParams.get("grant_type");
  if (grant === "password") return signInWithPassword(parts, call);
  if (grant === "refresh_token") return refresh(parts, call);
  return authError(400, "invalid_credentials", "unsupported_grant_type");
}

async function settings(parts: AuthParts, response: Response): Promise<Response> {
  if (!response.ok) return response;
  const body = jsonObject(new Uint8Array(await response.arrayBuffer())) ?? {};
  const external = body["external"];
  const known = typeof external === "object" && external !== null ? external : {};
  return jsonAnswer({ ...body, external: { ...known, anonymous_users: parts.guests } });
}
