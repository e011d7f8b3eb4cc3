import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EmbeddingsAnswer } from "@/types/embeddings";
import {
  call,
  codeOf,
  startApiUnderTest,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";
import { backends } from "@/tests/support/backends";
import { startEmbeddingServer, type EmbeddingServer } from "@/tests/support/embedding-server";

for (const { name, postgres } of await backends()) {
  describe(`recall by meaning, on ${name}`, () => {
    let api: ApiUnderTest;
    let server: EmbeddingServer;
    let ada: User;
    let bob: User;

    beforeAll(async () => {
      server = await startEmbeddingServer();
      api = await startApiUnderTest({
        postgres,
        env: { EMBEDDINGS_BASE_URL: server.url, EMBEDDINGS_MODEL: "some-model" },
      });
      [ada, bob] = [await api.account(), await api.account()];
      const sample = await import("@/app/api/conversations/sample/route");
      expect((await call(sample.POST, "/api/conversations/sample", ada, { method: "POST" })).status).toBe(
        201,
      );
    });
    afterAll(async () => {
      await api.services().embeddings.close();
      await api.stop();
      await server.close();
    });

    const read = async (user: User) =>
      (await call(api.routes.embeddings.GET, "/api/embeddings", user)).body as EmbeddingsAnswer;

    it("is told to nobody who is not signed in", async () => {
      const answer = await call(api.routes.embeddings.GET, "/api/embeddings", null);
      expect(codeOf(answer)).toBe("unauthenticated");
    });

    it("is words only before anything runs", async () => {
      expect(await read(ada)).toMatchObject({
        recall: "lexical",
        state: "starting",
        command: "npm run embeddings",
      });
      expect(api.services().embedder()).toBeNull();
    });

    it("comes with the background, for each user's own messages, or says why it does not", async () => {
      api.services().embeddings.backFill.start();
      await vi.waitFor(async () => expect(["ready", "no_vectors"]).toContain((await read(ada)).state), {
        timeout: 30_000,
        interval: 50,
      });
      const answer = await read(ada);
      if (answer.state === "no_vectors") {
        expect(postgres).not.toBeNull();
        expect(answer).toMatchObject({ recall: "lexical", progress: null });
        expect(answer.problem).toContain("pgvector");
        expect(api.services().embedder()).toBeNull();
        return;
      }
      expect(answer).toMatchObject({
        recall: "hybrid",
        problem: null,
        model: { name: "some-model", source: "http", dimensions: 64 },
      });
      const { embedded, total } = answer.progress?.messages ?? { embedded: 0, total: -1 };
      expect(total).toBeGreaterThan(20);
      expect(embedded).toBe(total);
      expect((await read(bob)).progress?.messages).toEqual({ embedded: 0, total: 0 });
      const [vector] = (await api.services().embedder()?.embed(["the kiln"])) ?? [];
      expect(vector).toHaveLength(64);
    });
  });
}
