import type { Database, Row } from "../database/database";

const COLUMNS = `u.id, u.role, u.email, u.email_confirmed_at, u.last_sign_in_at, u.raw_app_meta_data,
  u.raw_user_meta_data, u.is_anonymous, u.created_at, u.updated_at,
  coalesce((select jsonb_agg(jsonb_build_object(
    'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
    'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
    'updated_at', i.updated_at, 'email', i.email))
    from auth.identities i where i.user_id = u.id), '[]'::jsonb) as identities`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The row of one user with its identities; null for an unknown or malformed id. */
export async function findUser(database: Database, id: string): Promise<Row | null> {
  if (!UUID.test(id)) return null;
  const [row] = await database.query(`select ${COLUMNS} from auth.users u where u.id = $1`, [id]);
  return row ?? null;
}

/** One page of all users, the newest first, and how many there are. */
export async function listUsers(
  database: Database,
  page: { number: number; size: number },
): Promise<{ users: Row[]; total: number }> {
  const offset = (page.number - 1) * page.size;
  const users = await database.query(
    `select ${COLUMNS} from auth.users u order by u.created_at desc, u.id desc limit $1 offset $2`,
    [page.size, offset],
  );
  const [count] = await database.query("select count(*)::int as total from auth.users");
  return { users, total: Number(count?.["total"] ?? 0) };
}

/** A user as GoTrue answers it. */
export function userJson(row: Row): Row {
  return {
    id: row["id"],
    aud: "authenticated",
    role: row["role"] ?? "authenticated",
    email: row["email"] ?? "",
    phone: "",
    email_confirmed_at: row["email_confirmed_at"] ?? undefined,
    confirmed_at: row["email_confirmed_at"] ?? undefined,
    last_sign_in_at: row["last_sign_in_at"] ?? undefined,
    app_metadata: row["raw_app_meta_data"] ?? {},
    user_metadata: row["raw_user_meta_data"] ?? {},
    identities: row["identities"],
    created_at: row["created_at"],
    updated_at: row["updated_at"],
    is_anonymous: row["is_anonymous"] === true,
  };
}
