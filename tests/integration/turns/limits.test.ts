import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTurn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import { startTurnApi, type TurnApi } from "./support/turn-api";

for (const { name, postgres } of await backends()) {
  describe(`limits on ${name}`, () => {
    let turns: TurnApi;

    beforeAll(async () => {
      const env = { TURNS_PER_MINUTE_USER: "2", TOKENS_A_DAY_GUEST: "12000" };
      turns = await startTurnApi({ postgres, env });
      // A minute that does not end while the test runs.
      await turns.api.test.stack.database.query(
        "create or replace function private.clock() returns timestamptz language sql volatile set search_path = '' as $$ select timestamptz '2026-01-05 09:30:10Z' $$",
        [],
      );
    });
    afterAll(() => turns.stop());

    it("refuses the turn above the user's limit with the time to wait, and replays are free", async () => {
      const ada = await turns.api.guest();
      const messageId = randomUUID();
      await readTurn(await turns.chat(ada, { content: "One", messageId }));
      await readTurn(await turns.chat(ada, { content: "Two" }));
      const refused = await turns.chat(ada, { content: "Three" });
      expect(refused.status).toBe(429);
      expect(refused.headers.get("retry-after")).toBe("50");
      expect(await refused.json()).toMatchObject({
        error: { code: "rate_limited", details: { limitedBy: "user" } },
      });
      const replayed = await readTurn(await turns.chat(ada, { content: "One", messageId }));
      expect(replayed.accepted.replayed).toBe(true);
      const bob = await turns.api.guest();
      expect((await readTurn(await turns.chat(bob, { content: "One" }))).done).not.toBeNull();
    });

    it("refuses what would pass the day's tokens, and gives back what was reserved and not used", async () => {
      const eve = await turns.api.guest();
      // Each reserves its budget of 8,000: two fit into 12,000 only because the first gives most of it back.
      for (const content of ["One", "Two"]) {
        const turn = await readTurn(await turns.chat(eve, { content }));
        expect(turn.done).toMatchObject({ status: "complete" });
      }
      const { data } = await turns.api.test
        .service()
        .from("limits")
        .select("tokens")
        .eq("key", `tokens:user:${eve.id}`);
      expect(data?.[0]?.tokens).toBeLessThan(4_000);
    });
  });
}
