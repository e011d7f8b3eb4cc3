import { describe, expect, it } from "vitest";
import { closedDoor } from "@/supabase/local/doors";
import { settingsFrom } from "@/supabase/local/settings";
import { statusOfSqlstate } from "@/supabase/local/sqlstate-status";
import { sentenceFor, StackProblem } from "@/supabase/local/stack-problem";
import { generateSecrets } from "@/scripts/generate-secrets.mjs";

describe("closedDoor", () => {
  it.each([
    [{ host: "127.0.0.1:54321" }, true],
    [{ host: "localhost:54321", origin: "http://localhost:3000" }, true],
    [{ host: "[::1]:54321" }, true],
    [{ host: "chat.example.org", origin: "https://chat.example.org" }, true],
    [{ host: "rebound.example" }, false],
    [{ host: "localhost.evil.example" }, false],
    [{ host: "127.0.0.1.nip.example" }, false],
    [{ host: "10.0.0.1" }, false],
    [{}, false],
    [{ host: "localhost", origin: "https://evil.example" }, false],
    [{ host: "localhost", origin: "null" }, false],
  ])("%o is let in: %s", (headers, open) => {
    expect(closedDoor(headers, ["https://chat.example.org"]) === null).toBe(open);
  });
});

describe("statusOfSqlstate", () => {
  it.each([
    ["23505", 409],
    ["23514", 400],
    ["P0001", 400],
    ["P0002", 500],
    ["22P02", 400],
    ["40001", 500],
    ["53300", 503],
    ["08006", 503],
    ["XX000", 500],
  ])("maps %s to %i", (sqlstate, status) => {
    expect(statusOfSqlstate(sqlstate)).toBe(status);
  });
});

describe("sentenceFor", () => {
  it("names a full disk however it is reported", () => {
    const causes = [
      Object.assign(new Error("write"), { code: "ENOSPC" }),
      new Error("could not extend file: No space left on device"),
      new Error("opening failed", { cause: Object.assign(new Error("x"), { code: "ENOSPC" }) }),
    ];
    for (const cause of causes) expect(sentenceFor(cause)).toContain("The disk is full");
  });

  it("passes our own sentences on and gives others a context", () => {
    expect(sentenceFor(new StackProblem("Do this."))).toBe("Do this.");
    expect(sentenceFor(new Error("boom"))).toBe("The embedded Supabase could not start: boom");
  });
});

describe("settingsFrom", () => {
  const secrets = generateSecrets();

  it("takes empty lines for absent ones and lets guests in on loopback only", () => {
    const settings = settingsFrom({ ...secrets, LOCAL_DATABASE_URL: "", THROUGHLINE_GUESTS: "", HOST: "" });
    expect(settings).toMatchObject({ port: 54_321, databaseUrl: null, dataDirectory: ".data", guests: true });
    expect(settingsFrom({ ...secrets, HOST: "0.0.0.0" }).guests).toBe(false);
    expect(settingsFrom({ ...secrets, HOST: "0.0.0.0", THROUGHLINE_GUESTS: "on" }).guests).toBe(true);
  });

  it("allows 30 sign-ups an hour unless told otherwise, and takes whole numbers only", () => {
    expect(settingsFrom({ ...secrets, SIGN_UPS_PER_HOUR: "" }).signUpsPerHour).toBe(30);
    expect(settingsFrom({ ...secrets, SIGN_UPS_PER_HOUR: "5" }).signUpsPerHour).toBe(5);
    for (const SIGN_UPS_PER_HOUR of ["0", "1.5", "many", "1000001"])
      expect(() => settingsFrom({ ...secrets, SIGN_UPS_PER_HOUR })).toThrow("SIGN_UPS_PER_HOUR");
  });

  it.each(["SUPABASE_JWT_SECRET", "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY"])(
    "does not start without %s",
    (name) => {
      expect(() => settingsFrom({ ...secrets, [name]: undefined })).toThrow(name);
    },
  );
});

describe("generateSecrets", () => {
  it("makes keys that lite makes too, and never the same twice", async () => {
    const { generateApiKey } = await import("@supabase/lite");
    const made = await generateApiKey("publishable");
    const [a, b] = [generateSecrets(), generateSecrets()];
    const shape = /^sb_publishable_[\w-]{22}_[\w-]{8}$/;
    expect(made.key).toMatch(shape);
    expect(a.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY).toMatch(shape);
    expect(a.SUPABASE_JWT_SECRET).toMatch(/^[0-9a-f]{64}$/);
    for (const name of Object.keys(a) as (keyof typeof a)[]) expect(a[name]).not.toBe(b[name]);
  });

  it("ends its keys in the check digits that lite computes", async () => {
    const { createHash } = await import("node:crypto");
    const { generateApiKey } = await import("@supabase/lite");
    const digits = (key: string): string =>
      createHash("sha256")
        .update(`supabase-self-hosted|${key.slice(0, -9)}`)
        .digest("base64url")
        .slice(0, 8);
    const { key } = await generateApiKey("secret");
    expect(digits(key)).toBe(key.slice(-8));
    const own = generateSecrets().SUPABASE_SECRET_KEY;
    expect(digits(own)).toBe(own.slice(-8));
  });
});
