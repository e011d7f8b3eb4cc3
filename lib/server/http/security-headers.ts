type Policy = {
  /** Base64; scripts of ours carry it, and may load others. */
  nonce: string;
  /** React's development build evaluates code to show where an error came from, and reloads over a WebSocket. */
  development: boolean;
  /** Origin of a hosted Supabase; null where it is reached on our own. */
  supabaseOrigin: string | null;
};

/** The content security policy of a page: nothing from elsewhere but a hosted Supabase. */
export function contentSecurityPolicy({ nonce, development, supabaseOrigin }: Policy): string {
  const connect = ["'self'"];
  if (supabaseOrigin !== null) connect.push(supabaseOrigin, supabaseOrigin.replace(/^http/, "ws"));
  if (development) connect.push("ws:");
  const script = ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"];
  if (development) script.push("'unsafe-eval'");
  return [
    "default-src 'self'",
    `script-src ${script.join(" ")}`,
    // Highlighted code and math set styles on elements, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src ${connect.join(" ")}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every page besides the policy. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "cross-origin-opener-policy": "same-origin",
};
