import { describe, expect, it } from "vitest";
import { concernsSession, redirectFor } from "@/lib/server/page-gate";

describe("who is sent elsewhere", () => {
  it("sends strangers to sign in and remembers where they were going", () => {
    expect(redirectFor("/", "", null)).toBe("/sign-in");
    expect(redirectFor("/c/1", "?a=b&c", null)).toBe("/sign-in?next=%2Fc%2F1%3Fa%3Db%26c");
    expect(redirectFor("/settings", "", null)).toBe("/sign-in?next=%2Fsettings");
  });

  it("sends account holders away from signing in, but not guests who want an account", () => {
    expect(redirectFor("/sign-in", "", { isGuest: false })).toBe("/");
    expect(redirectFor("/sign-in", "", { isGuest: true })).toBeNull();
  });

  it("leaves everybody else where they are", () => {
    expect(redirectFor("/c/1", "", { isGuest: true })).toBeNull();
    expect(redirectFor("/sign-in", "", null)).toBeNull();
    expect(redirectFor("/auth/reset", "?code=1", null)).toBeNull();
    expect(redirectFor("/icon.svg", "", null)).toBeNull();
  });

  it("reads no session for files", () => {
    expect(["/", "/new", "/c/1", "/settings", "/sign-in", "/auth/confirm"].every(concernsSession)).toBe(true);
    expect(["/icon.svg", "/carp", "/newer", "/fonts/x.woff2"].some(concernsSession)).toBe(false);
  });
});
