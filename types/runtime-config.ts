/** What the server tells the browser at run time, so that one build serves any Supabase. */
export type RuntimeConfig = {
  /** "/supabase" (the embedded stack, on our own origin) or an absolute URL. */
  supabaseUrl: string;
  supabaseKey: string;
  /** Also the auth storage key: cookies ignore ports, so each installation has its own. */
  cookieName: string;
  guests: boolean;
  /** True on hosted or self-hosted Supabase: mail confirmation and password reset exist. */
  hosted: boolean;
};
