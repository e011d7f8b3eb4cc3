import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "@/lib/server/http/security-headers";

const base = { nonce: "bm9uY2U=", development: false, supabaseOrigin: null };

function directive(policy: string, name: string): string | undefined {
  return policy.split("; ").find((part) => part.startsWith(`${name} `));
}

describe("the content security policy", () => {
  it("runs scripts with this page's nonce alone", () => {
    const policy = contentSecurityPolicy(base);
    expect(directive(policy, "script-src")).toBe("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(policy).not.toContain("unsafe-eval");
  });

  it("loads no image from elsewhere and lets nobody frame the page", () => {
    const policy = contentSecurityPolicy(base);
    expect(directive(policy, "img-src")).toBe("img-src 'self' blob: data:");
    expect(directive(policy, "frame-ancestors")).toBe("frame-ancestors 'none'");
  });

  it("connects to our own origin, and to a hosted Supabase by both protocols", () => {
    expect(directive(contentSecurityPolicy(base), "connect-src")).toBe("connect-src 'self'");
    const hosted = contentSecurityPolicy({ ...base, supabaseOrigin: "https://p.supabase.co" });
    expect(directive(hosted, "connect-src")).toBe(
      "connect-src 'self' https://p.supabase.co wss://p.supabase.co",
    );
  });

  it("lets the development build evaluate and reload", () => {
    const policy = contentSecurityPolicy({ ...base, development: true });
    expect(directive(policy, "script-src")).toContain("'unsafe-eval'");
    expect(directive(policy, "connect-src")).toContain("ws:");
  });
});
