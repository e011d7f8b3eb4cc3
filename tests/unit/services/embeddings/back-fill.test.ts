import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { Embedder } from "@/lib/ports/embedder";
import { BackFill } from "@/lib/services/embeddings/back-fill";
import type { EmbedderSource, WantedEmbedder } from "@/lib/services/embeddings/embedder-source";
import { readEmbeddings } from "@/lib/services/embeddings/read-embeddings";
import { createHashedEmbedder } from "@/tests/support/hashed-embedder";
import type { UserId } from "@/types/ids";
import { ManualTime } from "../chat/support/manual-time";
import { MemoryVectors } from "./memory-vectors";

const OWNER = "owner" as UserId;

let time: ManualTime;
let store: MemoryVectors;
let wanted: WantedEmbedder;
let earlier: Embedder | null;
let backFill: BackFill;
let texts: string[];
let fault: ((text: string) => Error | null) | null;

function found(model: string): WantedEmbedder {
  const inner = createHashedEmbedder(model);
  const embedder: Embedder = {
    ...inner,
    embed: async (given, signal) => {
      texts.push(...given);
      for (const text of given) {
        const error = fault?.(text) ?? null;
        if (error !== null) throw error;
      }
      return inner.embed(given, signal);
    },
  };
  return { kind: "found", embedder, name: model, source: "local" };
}

beforeEach(() => {
  time = new ManualTime();
  store = new MemoryVectors();
  wanted = found("new@00000000");
  earlier = null;
  texts = [];
  fault = null;
  const source: EmbedderSource = {
    wanted: () => Promise.resolve(wanted),
    earlier: (model) => Promise.resolve(earlier?.model === model ? earlier : null),
  };
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  backFill = new BackFill({ store, source, timers: time, log: quiet, holder: "me" });
});

const say = (count: number) => {
  for (let n = 0; n < count; n += 1) store.messages.push(`Message ${store.messages.length + 1}`);
};
const told = () => readEmbeddings({ backFill, store }, OWNER);
const down = new AppError("provider_unavailable", "Nobody is there.");
const refused = new AppError("provider_refused", "no", { details: { refusedText: true } });

describe("making vectors in the background", () => {
  it("does so in batches with pauses, until nothing lacks one, and then waits", async () => {
    say(60);
    expect(backFill.serving()).toBeNull();
    backFill.start();
    await time.advance(0);
    expect(store.of("new@00000000").size).toBe(24);
    expect(backFill.serving()?.model).toBe("new@00000000");
    expect(await told()).toMatchObject({
      recall: "hybrid",
      state: "embedding",
      progress: { messages: { embedded: 24, total: 60 } },
    });
    await time.advance(1_000);
    expect(store.of("new@00000000").size).toBe(60);
    expect(await told()).toMatchObject({ state: "ready", model: { name: "new@00000000", dimensions: 64 } });
    const { asked } = store;
    await time.advance(10_000);
    expect(store.asked).toBe(asked);
    expect(store.tended).toBe(1);
  });

  it("takes up a new message soon after a turn, and what others left a little later", async () => {
    backFill.start();
    await time.advance(0);
    say(1);
    backFill.nudge();
    await time.advance(400);
    expect(store.of("new@00000000").size).toBe(1);
    say(1);
    await time.advance(15_000);
    expect(store.of("new@00000000").size).toBe(2);
  });

  it("embeds a long message by passages", async () => {
    store.messages.push("The glaze crawled where the slip was thick. ".repeat(60));
    backFill.start();
    await time.advance(0);
    expect(store.of("new@00000000").get(1)).toBe(4);
  });

  it("does nothing without an embedder, and begins when there is one", async () => {
    say(2);
    wanted = { kind: "none" };
    backFill.start();
    await time.advance(60_000);
    expect(store.asked).toBe(0);
    expect(await told()).toMatchObject({ recall: "lexical", state: "off", model: null, progress: null });
    wanted = found("new@00000000");
    await time.advance(5_000);
    expect(backFill.serving()).not.toBeNull();
    wanted = { kind: "none" };
    await time.advance(15_000);
    expect(backFill.serving()).toBeNull();
  });

  it("says that a database without pgvector keeps none", async () => {
    store.available = false;
    backFill.start();
    await time.advance(0);
    expect(backFill.serving()).toBeNull();
    expect(await told()).toMatchObject({ recall: "lexical", state: "no_vectors", progress: null });
    expect((await told()).problem).toContain("pgvector");
  });

  it("searches with what another server makes", async () => {
    say(3);
    store.leased = false;
    backFill.start();
    await time.advance(0);
    expect(texts).toEqual([]);
    expect(backFill.serving()).not.toBeNull();
  });

  it("waits longer after each fault, says it, and goes on where it was", async () => {
    say(30);
    backFill.start();
    await time.advance(0);
    fault = () => down;
    await time.advance(1_000);
    expect(await told()).toMatchObject({ recall: "lexical", state: "failing", problem: "Nobody is there." });
    const { asked } = store;
    await time.advance(60_000);
    expect(store.asked - asked).toBeLessThanOrEqual(6);
    fault = null;
    await time.advance(60_000);
    expect(store.of("new@00000000").size).toBe(30);
    expect(await told()).toMatchObject({ state: "ready", problem: null });
  });

  it("does not blame the embedder for a database that is away", async () => {
    backFill.start();
    await time.advance(0);
    store.fault = new AppError("database_unavailable", "away");
    await time.advance(15_000);
    expect(backFill.status().kind).toBe("ready");
    store.fault = null;
    say(1);
    await time.advance(60_000);
    expect(store.of("new@00000000").size).toBe(1);
  });

  it("passes over a text that cannot be read, and over that one alone", async () => {
    say(5);
    fault = (text) => (text === "Message 3" ? refused : null);
    backFill.start();
    await time.advance(0);
    expect([...store.of("new@00000000")]).toEqual([
      [1, 1],
      [2, 1],
      [3, 0],
      [4, 1],
      [5, 1],
    ]);
  });

  it("takes no text for unreadable where nothing at all is read", async () => {
    say(5);
    fault = () => refused;
    backFill.start();
    await time.advance(10_000);
    expect(store.of("new@00000000").size).toBe(0);
    expect(backFill.status().kind).toBe("failing");
  });

  it("lets the old model serve, new messages included, until the new one is complete", async () => {
    const old = found("old@11111111");
    if (old.kind !== "found") throw new Error("not found");
    earlier = old.embedder;
    wanted = old;
    say(50);
    backFill.start();
    await time.advance(2_000);
    expect(backFill.serving()?.model).toBe("old@11111111");
    wanted = found("new@00000000");
    say(1);
    backFill.nudge();
    await time.advance(300);
    expect(store.of("new@00000000").size).toBe(24);
    expect(store.of("old@11111111").size).toBe(51);
    expect(backFill.serving()?.model).toBe("old@11111111");
    expect(await told()).toMatchObject({ recall: "hybrid", state: "embedding", meanwhile: "old" });
    await time.advance(2_000);
    expect(backFill.serving()?.model).toBe("new@00000000");
    expect(await told()).toMatchObject({ state: "ready", meanwhile: null });
  });

  it("serves with what there is of the new model where the old one cannot be loaded any more", async () => {
    store.of("old@11111111");
    store.complete.add("old@11111111");
    say(50);
    backFill.start();
    await time.advance(0);
    expect(backFill.serving()?.model).toBe("new@00000000");
  });

  it("stops for good, in the middle of a batch", async () => {
    say(60);
    backFill.start();
    await time.advance(0);
    await backFill.stop();
    const { asked } = store;
    backFill.nudge();
    await time.advance(60_000);
    expect(store.asked).toBe(asked);
    expect(time.waiting).toBe(0);
  });
});
