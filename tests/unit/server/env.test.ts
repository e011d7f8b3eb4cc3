import { describe, expect, it } from "vitest";
import { EnvironmentProblem, readEnv } from "@/lib/server/env";

const EMBEDDED = {
  SUPABASE_INTERNAL_URL: "http://127.0.0.1:54321",
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  SUPABASE_JWT_SECRET: "0".repeat(64),
};
const HOSTED = {
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co/",
  NEXT_PUBLIC_SUPABASE_ANON_KEY: "anon",
  SUPABASE_SERVICE_ROLE_KEY: "service",
};

describe("the environment", () => {
  it("has the documented defaults", () => {
    const env = readEnv(EMBEDDED);
    expect(env.limits).toEqual({
      perUser: 30,
      perAddress: 60,
      global: 600,
      tokensADayGuest: 200_000,
      tokensADayAccount: 2_000_000,
    });
    expect(env.maxContextTokens).toBe(8_000);
    expect(env.turnLeaseSeconds).toBe(15);
    expect(env.offlineTokensPerSecond).toBe(40);
    expect(env.groq.timeouts).toEqual({ firstTokenMs: 20_000, idleMs: 15_000, totalMs: 300_000 });
    expect(env.openaiCompatible.timeouts.totalMs).toBe(1_800_000);
    expect(env.logLevel).toBe("info");
    expect(env.trustProxy).toBe(false);
  });

  it("reaches the embedded Supabase directly and tells the browser our own origin", () => {
    const { supabase } = readEnv(EMBEDDED);
    expect(supabase).toMatchObject({ url: "http://127.0.0.1:54321", publicUrl: "/supabase", hosted: false });
    expect(supabase.jwtSecret).toBe("0".repeat(64));
  });

  it("takes a hosted project with the older names of its keys, and no secret of the embedded one", () => {
    const { supabase } = readEnv({ ...HOSTED, SUPABASE_JWT_SECRET: "0".repeat(64) });
    expect(supabase).toEqual({
      url: "https://project.supabase.co",
      publicUrl: "https://project.supabase.co",
      publishableKey: "anon",
      secretKey: "service",
      jwtSecret: null,
      hosted: true,
    });
  });

  it("counts an empty variable as absent", () => {
    expect(readEnv({ ...EMBEDDED, GROQ_API_KEY: "", PORT: " " })).toMatchObject({
      groq: { apiKey: null },
      port: 3_000,
    });
  });

  it.each([
    ["PORT", "70000", "PORT must be a whole number from 0 to 65,535."],
    ["TURN_LEASE_SECONDS", "2.5", "TURN_LEASE_SECONDS must be a whole number from 1 to 600."],
    ["MAX_CONTEXT_TOKENS", "-1", "MAX_CONTEXT_TOKENS must be a whole number from 1,000 to 128,000."],
    ["THROUGHLINE_GUESTS", "yes", "THROUGHLINE_GUESTS must be on or off."],
    ["GROQ_BASE_URL", "api.groq.com", "GROQ_BASE_URL must be an http or https address."],
    [
      "OPENAI_COMPATIBLE_BASE_URL",
      "file:///etc",
      "OPENAI_COMPATIBLE_BASE_URL must be an http or https address.",
    ],
    [
      "THROUGHLINE_ORIGINS",
      "https://a.example, b.example",
      "THROUGHLINE_ORIGINS must list origins such as https://chat.example.org, separated by commas.",
    ],
    ["SUPABASE_JWT_SECRET", "short", "SUPABASE_JWT_SECRET must have at least 32 characters."],
  ])("refuses %s=%s in one sentence that does not repeat the value", (name, value, sentence) => {
    expect(() => readEnv({ ...EMBEDDED, [name]: value })).toThrow(new EnvironmentProblem(sentence));
  });

  it.each(["NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY", "SUPABASE_JWT_SECRET"])(
    "names a missing %s",
    (name) => {
      expect(() => readEnv({ ...EMBEDDED, [name]: undefined })).toThrow(name);
    },
  );

  it("says what to set where there is no Supabase at all", () => {
    expect(() => readEnv({})).toThrow(/^NEXT_PUBLIC_SUPABASE_URL is missing: .*npm start/);
  });

  it.each([
    ["127.0.0.1", undefined, true],
    ["localhost", undefined, true],
    ["::1", undefined, true],
    ["0.0.0.0", undefined, false],
    ["192.168.1.4", undefined, false],
    ["0.0.0.0", "on", true],
    ["127.0.0.1", "off", false],
  ])("on %s with guests %s, guests are %s", (HOST, THROUGHLINE_GUESTS, expected) => {
    expect(readEnv({ ...EMBEDDED, HOST, THROUGHLINE_GUESTS }).guests).toBe(expected);
  });

  it("names the cookie after the installation, not after the port", () => {
    const name = (more: Record<string, string>) => readEnv({ ...EMBEDDED, ...more }).cookieName;
    expect(name({ PORT: "3000" })).toBe(name({ PORT: "3001" }));
    expect(name({ THROUGHLINE_DATA_DIR: "/a" })).not.toBe(name({ THROUGHLINE_DATA_DIR: "/b" }));
    expect(name({ NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "other" })).not.toBe(name({}));
    expect(name({ THROUGHLINE_INSTANCE: "home" })).toBe("throughline-home");
  });

  it("takes origins with or without a slash at their end", () => {
    const { origins } = readEnv({
      ...EMBEDDED,
      THROUGHLINE_ORIGINS: "https://a.example/, http://b.example:8080",
    });
    expect(origins).toEqual(["https://a.example", "http://b.example:8080"]);
  });
});
