import { createHash, randomBytes } from "node:crypto";

/** The project name that lite, like self-hosted Supabase, mixes into the check digits of its keys. */
const PROJECT = "supabase-self-hosted";

/** An API key: 22 random characters and 8 that tell a mistyped key from a wrong one. */
function apiKey(kind) {
  const head = `sb_${kind}_${randomBytes(17).toString("base64url").slice(0, 22)}`;
  const check = createHash("sha256").update(`${PROJECT}|${head}`).digest("base64url").slice(0, 8);
  return `${head}_${check}`;
}

/** The secrets of one installation, as lines for .env.local. Uses nothing that has to be installed first. */
export function generateSecrets() {
  return {
    SUPABASE_JWT_SECRET: randomBytes(32).toString("hex"),
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: apiKey("publishable"),
    SUPABASE_SECRET_KEY: apiKey("secret"),
    THROUGHLINE_INSTANCE: randomBytes(4).toString("hex"),
  };
}
