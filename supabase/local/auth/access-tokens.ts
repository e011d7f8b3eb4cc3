import { jwtVerify, SignJWT, type JWTPayload } from "jose";
import type { Query } from "../database/database";

export type Claims = JWTPayload & { role: "anon" | "authenticated" | "service_role" };

export type TokenSettings = {
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  accessTokenSeconds: number;
};

const ROLES = ["anon", "authenticated", "service_role"] as const;

/** Signs and verifies the access tokens of one installation. */
export type AccessTokens = {
  /** The claims behind an API key or access token; rejects what is expired, forged or of another role. */
  claimsOf: (token: string | null | undefined) => Promise<Claims>;
  /** A token with the claims that hosted projects put in, for a session that exists; null without such a user. */
  sign: (userId: string, sessionId: string, seconds?: { iat: number; exp: number }) => Promise<string | null>;
};

export function accessTokens(settings: TokenSettings, query: Query): AccessTokens {
  const secret = new TextEncoder().encode(settings.jwtSecret);
  return {
    claimsOf: async (token) => {
      if (token === null || token === undefined || token === settings.publishableKey) return { role: "anon" };
      if (token === settings.secretKey) return { role: "service_role" };
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ["HS256"],
        requiredClaims: ["exp", "role"],
      });
      const role = ROLES.find((known) => known === payload["role"]);
      if (role === undefined) throw new Error("The token's role is unknown.");
      return { ...payload, role };
    },
    sign: async (userId, sessionId, seconds) => {
      const claims = await claimsFor(query, userId, sessionId);
      if (claims === null) return null;
      const iat = seconds?.iat ?? Math.floor(Date.now() / 1_000);
      return new SignJWT({ ...claims, iat, exp: seconds?.exp ?? iat + settings.accessTokenSeconds })
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(secret);
    },
  };
}

async function claimsFor(query: Query, userId: string, sessionId: string): Promise<JWTPayload | null> {
  const [user] = await query(
    `select u.email, u.role, u.is_anonymous, u.raw_app_meta_data as app, u.raw_user_meta_data as own,
            floor(extract(epoch from s.created_at))::int as since
     from auth.users u join auth.sessions s on s.user_id = u.id
     where u.id = $1 and s.id = $2`,
    [userId, sessionId],
  );
  if (user === undefined) return null;
  const anonymous = user["is_anonymous"] === true;
  return {
    iss: "throughline/auth/v1",
    sub: userId,
    aud: "authenticated",
    role: user["role"] ?? "authenticated",
    email: user["email"] ?? "",
    phone: "",
    app_metadata: user["app"] ?? {},
    user_metadata: user["own"] ?? {},
    aal: "aal1",
    amr: [{ method: anonymous ? "anonymous" : "password", timestamp: user["since"] }],
    session_id: sessionId,
    is_anonymous: anonymous,
  };
}
