import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, codeOf, HOST, type Caller, type User } from "@/tests/support/api-under-test";
import { readTurn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import type { RouteHandler } from "@/lib/server/http/route";
import type { ConversationAnswer, ReceiptAnswer } from "@/types/api";
import type { ConversationExport } from "@/types/export";
import { startTurnApi, type TurnApi } from "./support/turn-api";

for (const { name, postgres } of await backends()) {
  describe(`exporting a conversation on ${name}`, () => {
    let turns: TurnApi;
    let ada: User;
    let get: RouteHandler<{ id: string }>;
    let sample: RouteHandler<unknown>;

    beforeAll(async () => {
      turns = await startTurnApi({ postgres });
      ada = await turns.api.guest();
      ({ GET: get } = await import("@/app/api/conversations/[id]/export/route"));
      ({ POST: sample } = await import("@/app/api/conversations/sample/route"));
    });
    afterAll(() => turns.stop());

    const say = async (content: string, conversationId?: string) => {
      const place = conversationId === undefined ? {} : { conversationId };
      const turn = await readTurn(await turns.chat(ada, { content, ...place }));
      expect(turn.error).toBeNull();
      return turn;
    };
    const download = (id: string, search: string, who: Caller = ada) =>
      get(
        new Request(`http://${HOST}/api/conversations/${id}/export${search}`, {
          headers: { host: HOST, ...who.headers },
        }),
        {
          params: Promise.resolve({ id }),
        },
      );

    it("has everything that was said and what every call held, as the API gives it", async () => {
      const first = await say("The door code is 4711.");
      const { conversationId: id, turnId } = first.accepted;
      const again = await readTurn(await turns.act(ada, turnId, "retry", { messageId: crypto.randomUUID() }));
      await say("And what was it?", id);
      const shown = await turns.messages(ada, id);
      await turns.mark(ada, id, { messages: [shown[0]?.id], pinned: true });

      const answer = await download(id, "", await turns.api.byCookie(ada));
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-disposition")).toContain("attachment; filename=");
      expect(answer.headers.get("cache-control")).toBe("private, no-store");
      const read = (await answer.json()) as ConversationExport;
      expect(read.conversation).toMatchObject({ id, memoryStrategy: "hybrid", maxTokens: 8_000 });
      const current = read.messages.filter(({ supersededBy }) => supersededBy === null);
      expect(current).toEqual(await turns.messages(ada, id));
      expect(read.messages.filter(({ supersededBy }) => supersededBy === again.done?.replyId)).not.toEqual(
        [],
      );
      expect(current[0]).toMatchObject({ content: "The door code is 4711.", pinned: true });

      expect(read.receipts).toHaveLength(3);
      for (const { turnId: turn, replyId, ...receipt } of read.receipts) {
        expect(receipt).toEqual((await (await turns.receipt(ada, turn)).json()) as ReceiptAnswer);
        expect(read.messages.find(({ id: each }) => each === replyId)?.seq).toBe(receipt.reply.seq);
      }
    });

    it("reads as a transcript", async () => {
      const { accepted } = await say("Is it *raining*?");
      const text = await (await download(accepted.conversationId, "?format=markdown")).text();
      expect(text).toContain("# Is it \\*raining\\*?");
      expect(text).toContain("> Is it *raining*?\n");
      expect(text).toMatch(/^\*[\d,]+ tokens, openai\/gpt-oss-\d+b\*$/m);
      expect(text).toMatch(/End of the export: 2 messages\..*\n$/);
    });

    it("has the versions of its summary, and pages that follow each other without a gap", async () => {
      const made = await sample(
        new Request(`http://${HOST}/api/conversations/sample`, {
          method: "POST",
          headers: { host: HOST, ...ada.headers },
        }),
        {
          params: Promise.resolve({}),
        },
      );
      const { conversation } = (await made.json()) as ConversationAnswer;
      const read = (await (await download(conversation.id, "")).json()) as ConversationExport;
      expect(read.messages.map(({ seq }) => seq)).toEqual(read.messages.map((_, index) => index + 1));
      expect(read.messages.length).toBeGreaterThan(0);
      const versions = read.summaries.map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, index) => index + 1));
      expect(read.summaries.find(({ active }) => active)?.version).toBe(conversation.summaryVersion);
      const text = await (await download(conversation.id, "?format=markdown")).text();
      expect(text).toMatch(/^\*[\d,]+ tokens, [\d,]+ summarised in version \d+, .+\*$/m);
    });

    it("breaks off instead of ending short when the database goes away", async () => {
      const { accepted } = await say("Keep this.");
      const answer = await download(accepted.conversationId, "");
      expect(answer.status).toBe(200);
      turns.cutDatabase(true);
      try {
        await expect(answer.text()).rejects.toThrow();
      } finally {
        turns.cutDatabase(false);
      }
    });

    it("is nobody else's, and knows two formats", async () => {
      const { accepted } = await say("Mine.");
      const id = accepted.conversationId;
      const path = `/api/conversations/${id}/export`;
      const bob = await turns.api.guest();
      const foreign = await call(get, path, bob, { params: { id } });
      expect([foreign.status, codeOf(foreign)]).toEqual([404, "not_found"]);
      expect((await call(get, path, null, { params: { id } })).status).toBe(401);
      expect((await call(get, `${path}?format=pdf`, ada, { params: { id } })).status).toBe(400);
      expect((await call(get, path, ada, { params: { id: "nonsense" } })).status).toBe(404);
    });
  });
}
