import { beforeEach, describe, expect, it, vi } from "vitest";

// Loading a module twice gives two classes of one name, as two bundles of one server do.
describe("errors of another bundle of the same server", () => {
  beforeEach(() => vi.resetModules());

  it("an AppError stays itself", async () => {
    const ours = await import("@/lib/domain/errors");
    vi.resetModules();
    const theirs = await import("@/lib/domain/errors");
    const thrown = new theirs.AppError("turn_in_progress", "A reply is still being written.");
    expect(ours.AppError).not.toBe(theirs.AppError);
    expect(ours.toAppError(thrown)).toBe(thrown);
  });

  it("a lost lease is recognised, and other errors are not", async () => {
    const ours = await import("@/lib/ports/turn-store");
    vi.resetModules();
    const theirs = await import("@/lib/ports/turn-store");
    expect(new theirs.LeaseLost()).toBeInstanceOf(ours.LeaseLost);
    expect(new Error("lease_lost")).not.toBeInstanceOf(ours.LeaseLost);
  });

  it("anything else is a defect that says no more than that", async () => {
    const { toAppError } = await import("@/lib/domain/errors");
    expect(toAppError(new Error("secret detail")).message).not.toContain("secret");
    expect(toAppError(undefined).code).toBe("internal");
  });
});
