import { describe, expect, it } from "vitest";
import type { Identity } from "@/lib/ports/token-verifier";
import { adoptGuest } from "@/lib/services/account/adopt-guest";
import { newUserId } from "../sample-rows";

const guest: Identity = { userId: newUserId(), isGuest: true };
const account: Identity = { userId: newUserId(), isGuest: false };

function world() {
  const moved: [string, string][] = [];
  const tokens = new Map([
    ["guest-token", guest],
    ["account-token", { userId: newUserId(), isGuest: false }],
    ["own-token", { ...account, isGuest: true }],
  ]);
  const deps = {
    verify: (token: string) => Promise.resolve(tokens.get(token) ?? null),
    accounts: {
      adoptGuest: (from: string, to: string) => {
        moved.push([from, to]);
        return Promise.resolve(3);
      },
    },
  };
  return { deps, moved };
}

describe("bringing a guest's conversations along", () => {
  it("moves them from the guest to the account", async () => {
    const { deps, moved } = world();
    await expect(adoptGuest(deps, account, "guest-token")).resolves.toBe(3);
    expect(moved).toEqual([[guest.userId, account.userId]]);
  });

  it.each([
    ["a token that does not hold", account, "expired", "invalid_input"],
    ["a guest who takes", { ...guest, userId: newUserId() }, "guest-token", "forbidden"],
    ["an account that is taken from", account, "account-token", "forbidden"],
  ])("refuses %s", async (_, owner, token, code) => {
    const { deps, moved } = world();
    await expect(adoptGuest(deps, owner, token)).rejects.toMatchObject({ code });
    expect(moved).toEqual([]);
  });

  it("has nothing to move once the guest is this account", async () => {
    const { deps, moved } = world();
    await expect(adoptGuest(deps, account, "own-token")).resolves.toBe(0);
    expect(moved).toEqual([]);
  });
});
