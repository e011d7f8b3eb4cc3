import { describe, expect, it } from "vitest";
import { portionsOf, readMemoryFile } from "@/components/memory/memory-file";
import { placeIn } from "@/components/memory/memory-address";
import { agoWords, importanceStep, wentWords } from "@/components/memory/memory-words";
import { deletion, memoryIdOf } from "./sample-memories";

const NOW = Date.parse("2026-11-21T12:00:00.000Z");

describe("the words of memory", () => {
  it("say when something was used, and nothing too precise for its age", () => {
    expect(agoWords("2026-11-21T11:48:00.000Z", NOW)).toBe("12 min ago");
    expect(agoWords("2026-11-21T09:00:00.000Z", NOW)).toBe("3 h ago");
    expect(agoWords("2026-11-18T12:00:00.000Z", NOW)).toBe("Wednesday");
    expect(agoWords("2026-03-08T12:00:00.000Z", NOW)).toBe("8 Mar");
    expect(agoWords("2025-03-08T12:00:00.000Z", NOW)).toBe("8 Mar 2025");
  });

  it("have five steps of importance", () => {
    expect([0, 0.2, 3, 5, 9, 10].map(importanceStep)).toEqual([0, 1, 2, 3, 5, 5]);
  });

  it("count what went, and name nothing that did not", () => {
    expect(wentWords({ ...deletion().counts, memories: 2, messages: 1 })).toBe(
      "1 message, 2 memories, 6 search terms, 1 vector",
    );
    expect(wentWords({ ...deletion().counts, memories: 0, terms: 0, vectors: 0 })).toBe("Nothing");
  });

  it("read an address", () => {
    expect(placeIn(`#${memoryIdOf(7)}`)).toEqual({ memory: memoryIdOf(7) });
    expect(placeIn(`#receipt-${deletion().id}`)).toEqual({ receipt: deletion().id });
    expect(placeIn("#account")).toBeNull();
  });
});

describe("a file of memories", () => {
  const file = (memories: unknown) =>
    JSON.stringify({ format: "throughline.memories", version: 1, memories });

  it("is shown before it is imported", () => {
    const read = readMemoryFile(file([{ content: "One" }, { content: "Two" }]));
    expect("contents" in read && read.contents).toEqual(["One", "Two"]);
  });

  it("is refused whole where it is not ours, or an entry cannot be read", () => {
    for (const text of ["", "[]", "{}", file(3)]) {
      expect(readMemoryFile(text)).toEqual({
        problem: "This is not a file of memories exported here. Nothing was read from it.",
      });
    }
    expect(readMemoryFile(file([{ content: "One" }, { content: "" }]))).toEqual({
      problem: "Entry 2 of the file cannot be read. Nothing was imported.",
    });
    expect(readMemoryFile(file(Array(10_001).fill({ content: "x" })))).toHaveProperty("problem");
  });

  it("cut a file of memories into portions that can be sent, in order and without loss", () => {
    const entry = (n: number, length: number) => ({
      type: "long_term" as const,
      kind: "fact" as const,
      content: `${n} ${"x".repeat(length)}`,
      validFrom: "2026-01-01T00:00:00.000Z",
    });
    const head = { format: "throughline.memories", version: 1 } as const;
    const memories = Array.from({ length: 1_300 }, (_, n) => entry(n, n < 400 ? 1_500 : 10));
    const portions = portionsOf({ ...head, memories });
    expect(portions.flatMap(({ file }) => file.memories)).toEqual(memories);
    let before = 0;
    for (const portion of portions) {
      expect(portion).toMatchObject({ before, file: head });
      expect(portion.file.memories.length).toBeLessThanOrEqual(500);
      expect(JSON.stringify(portion.file).length).toBeLessThan(320_000);
      before += portion.file.memories.length;
    }
    expect(portions.length).toBeGreaterThan(3);
    expect(portionsOf({ ...head, memories: [] })).toEqual([]);
  });
});
