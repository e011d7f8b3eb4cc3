import { describe, expect, it } from "vitest";
import { INDEX_VERSION } from "@/lib/domain/retrieval/index-text";
import type { IndexStore, UnindexedMessage } from "@/lib/ports/index-store";
import { backFill } from "@/lib/services/search/back-fill";
import type { MessageId } from "@/types/ids";

/** Messages that wait for the index; what is indexed leaves the list. */
function waiting(count: number) {
  const rows = Array.from({ length: count }, (_, at): UnindexedMessage => ({
    id: `message ${at}` as MessageId,
    content: `Words of message ${at}`,
    saidAt: "2026-03-14T09:00:00Z",
    role: "user",
    author: null,
  }));
  const indexed = new Map<MessageId, readonly string[]>();
  const versions: number[] = [];
  let fails = false;
  const index: IndexStore = {
    unindexed: (version, limit) => {
      versions.push(version);
      return Promise.resolve(rows.filter(({ id }) => !indexed.has(id)).slice(0, limit));
    },
    index: (batch) => {
      if (fails) return Promise.reject(new Error("gone"));
      for (const { id, index: made } of batch) indexed.set(id, made.terms);
      return Promise.resolve(batch.length);
    },
  };
  return { index, indexed, versions, fail: (now: boolean) => (fails = now) };
}

describe("filling up the index", () => {
  it("indexes everything that is missing, with what the tokenizer makes of it", async () => {
    const { index, indexed, versions } = waiting(250);
    expect(await backFill({ index }, 1_000)).toBe(250);
    expect(indexed.size).toBe(250);
    expect(indexed.get("message 7" as MessageId)).toEqual(expect.arrayContaining(["word", "messag", "7"]));
    expect(new Set(versions)).toEqual(new Set([INDEX_VERSION]));
    expect(await backFill({ index }, 1_000)).toBe(0);
  });

  it("stops where it is told to, and goes on from there", async () => {
    const { index, indexed } = waiting(250);
    expect(await backFill({ index }, 120)).toBe(120);
    expect(indexed.size).toBe(120);
    expect(await backFill({ index }, 1_000)).toBe(130);
  });

  it("goes on after a fault where it was", async () => {
    const { index, indexed, fail } = waiting(150);
    expect(await backFill({ index }, 100)).toBe(100);
    fail(true);
    await expect(backFill({ index }, 100)).rejects.toThrow("gone");
    expect(indexed.size).toBe(100);
    fail(false);
    expect(await backFill({ index }, 100)).toBe(50);
  });

  it("does not run in a circle where nothing can be indexed", async () => {
    const { index } = waiting(3);
    expect(await backFill({ index: { ...index, index: () => Promise.resolve(0) } }, 1_000)).toBe(3);
  });
});
