import { randomUUID } from "node:crypto";
import type { ApiCall } from "../api-call";
import type { Database } from "../database/database";
import { authError } from "../json-answer";
import type { AuthParts } from "./auth-parts";
import { openSession } from "./sessions";

/** Anonymous sign-in. The row is born anonymous and without an address, so that sign-up triggers see what hosted ones do. */
export async function signInGuest(own: AuthParts, call: ApiCall, data: unknown): Promise<Response> {
  if (!own.guests) {
    return authError(
      422,
      "anonymous_provider_disabled",
      "Guests are not allowed here. Create an account instead.",
    );
  }
  const wait = own.newGuests.take(call.address ?? "local");
  if (wait > 0) return own.tooMany(wait);
  const id = randomUUID();
  await own.database.query(
    `insert into auth.users (id, aud, role, is_anonymous, raw_app_meta_data, raw_user_meta_data)
     values ($1, 'authenticated', 'authenticated', true, '{}', $2::jsonb)`,
    [id, JSON.stringify(plainObject(data))],
  );
  return openSession(own.database, own.tokens, id, own.accessTokenSeconds);
}

function plainObject(value: unknown): object {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/**
 * Gives a user an address, a guest becoming an account under the same id. There is no mail to confirm by, so it holds
 * at once, as on hosted projects with confirmations off. False when the address belongs to somebody else.
 */
export async function setEmail(database: Database, userId: string, email: string): Promise<boolean> {
  try {
    await database.transaction(async ({ query }) => {
      await query(
        `update auth.users set email = $2::text, email_confirmed_at = now(), is_anonymous = false, updated_at = now(),
           raw_app_meta_data = coalesce(raw_app_meta_data, '{}') || '{"provider": "email", "providers": ["email"]}',
           raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || jsonb_build_object(
             'sub', $1::text, 'email', $2::text, 'email_verified', true, 'phone_verified', false)
         where id = $1::uuid`,
        [userId, email],
      );
      await query(
        `insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
         values ($3::uuid, 'email', $1::text, $1::uuid, jsonb_build_object(
           'sub', $1::text, 'email', $2::text, 'email_verified', true, 'phone_verified', false), now())
         on conflict (provider, provider_id) do update
           set identity_data = excluded.identity_data, updated_at = now()`,
        [userId, email, randomUUID()],
      );
    });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "23505") return false;
    throw error;
  }
}

/** Whether another user signs in with this address. */
export async function emailIsTaken(database: Database, email: string, exceptUser: string): Promise<boolean> {
  const rows = await database.query("select 1 from auth.users where email = $1 and id <> $2", [
    email,
    exceptUser,
  ]);
  return rows.length > 0;
}
