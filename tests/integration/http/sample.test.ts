import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessagePage } from "@/types/api";
import type { LabAnswer } from "@/types/lab";
import type { Conversation } from "@/types/chat";
import type { ContextReport } from "@/types/context";
import { SAMPLE_TURNS } from "@/lib/domain/sample/sample-conversation";
import {
  anId,
  call,
  codeOf,
  startApiUnderTest,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";
import { backends } from "@/tests/support/backends";

type Routes = Awaited<ReturnType<typeof loadRoutes>>;

/** Once the stack's environment is set: they are made for it. */
async function loadRoutes() {
  return {
    sample: await import("@/app/api/conversations/sample/route"),
    lab: await import("@/app/api/conversations/[id]/lab/route"),
    summaries: await import("@/app/api/conversations/[id]/summaries/route"),
    receipt: await import("@/app/api/turns/[id]/receipt/route"),
  };
}

for (const { name, postgres } of await backends()) {
  describe(`the sample conversation on ${name}`, () => {
    let api: ApiUnderTest;
    let routes: Routes;

    beforeAll(async () => {
      api = await startApiUnderTest({ postgres });
      routes = await loadRoutes();
    });
    afterAll(() => api.stop());

    const sample = (who: User) =>
      call(routes.sample.POST, "/api/conversations/sample", who, { method: "POST" });
    const made = async (who: User): Promise<Conversation> =>
      ((await sample(who)).body as { conversation: Conversation }).conversation;
    const messagesOf = async (who: User, id: string): Promise<MessagePage["messages"]> => {
      const path = `/api/conversations/${id}/messages?limit=100`;
      return ((await call(api.routes.messages.GET, path, who, { params: { id } })).body as MessagePage)
        .messages;
    };
    const lab = (who: User, id: string, body: object) =>
      call(routes.lab.POST, `/api/conversations/${id}/lab`, who, { params: { id }, body });

    it("is made once, and again only when it was deleted", async () => {
      const who = await api.guest();
      const first = await sample(who);
      expect(first.status).toBe(201);
      const { conversation } = first.body as { conversation: Conversation };
      expect(conversation).toMatchObject({
        memoryStrategy: "hybrid",
        messageCount: 2 * SAMPLE_TURNS.length,
        summaryVersion: 1,
        running: false,
      });
      expect(conversation.title).toMatch(/^A sample: /);
      expect(await sample(who)).toMatchObject({ status: 200, body: first.body });
      const { id } = conversation;
      await call(api.routes.conversation.DELETE, `/api/conversations/${id}`, who, {
        method: "DELETE",
        params: { id },
      });
      const anew = await sample(who);
      expect([anew.status, (anew.body as { conversation: Conversation }).conversation.id === id]).toEqual([
        201,
        false,
      ]);
    });

    it("is made once for clicks that come together, and is nobody else's", async () => {
      const [ada, bob] = await Promise.all([api.guest(), api.guest()]);
      const both = await Promise.all([made(ada), made(ada), made(bob)]);
      expect(new Set(both.map(({ id }) => id)).size).toBe(2);
      const path = `/api/conversations/${both[0].id}/messages`;
      const foreign = await call(api.routes.messages.GET, path, bob, { params: { id: both[0].id } });
      expect(codeOf(foreign)).toBe("not_found");
    });

    it("has its horizon where the context has it, and a receipt with every reply", async () => {
      const who = await api.guest();
      const { id, summaryTo } = await made(who);
      const path = `/api/conversations/${id}/context`;
      const report = (await call(api.routes.conversationContext.GET, path, who, { params: { id } }))
        .body as ContextReport;
      expect(report).toMatchObject({
        summary: { version: 1, from: 1, to: summaryTo },
        verbatim: { from: summaryTo + 1, to: 2 * SAMPLE_TURNS.length },
        leftOut: null,
        overBy: 0,
        pinned: { messages: 1 },
        muted: { messages: 2 },
      });
      const messages = await messagesOf(who, id);
      const replies = messages.filter(({ role }) => role === "assistant");
      expect(replies.every(({ metadata }) => (metadata.receipt?.tokens ?? 0) > 0)).toBe(true);
      const last = replies.at(-1);
      const turn = last?.turnId ?? "";
      const receipt = await call(routes.receipt.GET, `/api/turns/${turn}/receipt`, who, {
        params: { id: turn },
      });
      expect(receipt.body).toMatchObject({
        receipt: { total: last?.metadata.receipt?.tokens, summarised: { version: 1, range: [1, summaryTo] } },
        deleted: [],
      });
      const summaries = await call(routes.summaries.GET, `/api/conversations/${id}/summaries`, who, {
        params: { id },
      });
      expect(summaries.body).toMatchObject({
        active: 1,
        summaries: [
          {
            version: 1,
            span: { from: 1, to: summaryTo, messages: summaryTo },
            source: "extract",
            active: true,
          },
        ],
      });
    });

    it("is replayed in the lab under every strategy, and shows what each would have kept", async () => {
      const who = await api.guest();
      const { id } = await made(who);
      const answer = await lab(who, id, { budgets: [2_000, 8_000, 2_000] });
      expect(answer.status).toBe(200);
      const { runs, replayed, price, question } = answer.body as LabAnswer;
      expect(runs.map(({ strategy, maxTokens }) => `${strategy} ${maxTokens}`)).toEqual([
        "sliding_window 2000",
        "summarization 2000",
        "hybrid 2000",
        "sliding_window 8000",
        "summarization 8000",
        "hybrid 8000",
      ]);
      expect(replayed).toEqual({ messages: 60, of: 60 });
      expect(question).toBe(SAMPLE_TURNS.at(-1)?.user);
      // The offline model costs nothing.
      expect(price?.cost?.amount).toBe(0);
      expect(price?.tokens).toBeGreaterThan(1_000);
      const [window, , hybrid] = runs;
      expect(window?.leftOut.messages).toBeGreaterThan(10);
      expect(hybrid?.leftOut.messages).toBe(0);
      expect(hybrid?.factsInReach.kept).toBeGreaterThan(window?.factsInReach.kept ?? 0);
      expect(runs.every((run) => run.answer === null && run.turns === 30)).toBe(true);
    });

    it("gets each one's answer when asked for, charged to the conversation as the lab's", async () => {
      const who = await api.guest();
      const { id } = await made(who);
      const { runs } = (await lab(who, id, { budgets: [4_000], answers: true })).body as LabAnswer;
      expect(runs.every(({ answer }) => (answer?.length ?? 0) > 0)).toBe(true);
      const rows = await api.test.stack.database.query(
        "select kind, count(*)::int as calls from public.usage where conversation = $1 group by kind",
        [id],
      );
      expect(rows).toEqual([{ kind: "lab", calls: 3 }]);
      // Nothing is said in the conversation by it.
      expect(await messagesOf(who, id)).toHaveLength(60);
    });

    it("is replayed for nobody else, nor under budgets that there are not", async () => {
      const [ada, bob] = await Promise.all([api.guest(), api.guest()]);
      const { id } = await made(ada);
      expect(codeOf(await lab(bob, id, { budgets: [4_000] }))).toBe("not_found");
      expect(codeOf(await lab(ada, anId(), { budgets: [4_000] }))).toBe("not_found");
      for (const budgets of [[], [500], [1_000, 2_000, 3_000, 4_000, 5_000], ["many"]]) {
        expect(codeOf(await lab(ada, id, { budgets }))).toBe("invalid_input");
      }
    });
  });
}
