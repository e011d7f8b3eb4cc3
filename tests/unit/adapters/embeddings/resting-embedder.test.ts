import { describe, expect, it } from "vitest";
import { restingEmbedder } from "@/lib/adapters/embeddings/resting-embedder";
import { AppError } from "@/lib/domain/errors";
import { createHashedEmbedder } from "@/tests/support/hashed-embedder";

function rested() {
  const state = { now: 0, calls: 0, fault: null as Error | null };
  const inner = createHashedEmbedder();
  const embedder = restingEmbedder(
    {
      ...inner,
      embed: async (texts, signal) => {
        state.calls += 1;
        if (state.fault !== null) throw state.fault;
        return inner.embed(texts, signal);
      },
    },
    { elapsed: () => state.now, firstMs: 100 },
  );
  return {
    state,
    ask: () =>
      embedder.embed(["text"]).then(
        () => "vectors" as const,
        (error: unknown) => (error as Error).message,
      ),
  };
}

const down = new AppError("provider_unavailable", "down");

describe("an embedder that is left alone after a fault", () => {
  it("refuses at once while it rests, longer after each fault, and works again", async () => {
    const { state, ask } = rested();
    state.fault = down;
    expect([await ask(), await ask()]).toEqual(["down", "down"]);
    expect(state.calls).toBe(1);
    state.now = 101;
    await ask();
    state.now = 250;
    await ask();
    expect(state.calls).toBe(2);
    state.now = 302;
    state.fault = null;
    expect([await ask(), await ask()]).toEqual(["vectors", "vectors"]);
    expect(state.calls).toBe(4);
  });

  it.each([
    { name: "a caller who gives up", fault: new Error("aborted") },
    {
      name: "a text that cannot be read",
      fault: new AppError("provider_refused", "no", { details: { refusedText: true } }),
    },
  ])("goes on after $name", async ({ fault }) => {
    const { state, ask } = rested();
    state.fault = fault;
    await ask();
    state.fault = null;
    expect(await ask()).toBe("vectors");
  });
});
