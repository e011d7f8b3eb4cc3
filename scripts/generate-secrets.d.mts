/** The secrets of one installation, as lines for .env.local. */
export function generateSecrets(): {
  SUPABASE_JWT_SECRET: string;
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: string;
  SUPABASE_SECRET_KEY: string;
  THROUGHLINE_INSTANCE: string;
};
