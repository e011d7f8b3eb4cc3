import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { WindowQuery } from "@/lib/ports/context-window";
import type { WindowRow } from "@/lib/ports/turn-store";
import { readNewest } from "@/lib/services/lab/read-newest";
import { conversationId, messageId } from "@/types/api";

const id = conversationId.parse(randomUUID());

function row(seq: number, tokenCount: number): WindowRow {
  return {
    id: messageId.parse(randomUUID()),
    seq,
    role: seq % 2 === 1 ? "user" : "assistant",
    kind: "chat",
    content: `message ${seq}`,
    status: "complete",
    tokenCount,
    tokenFamily: "openai-o200k",
    createdAt: "2026-01-05T09:00:00.000Z",
    pinned: false,
    muted: false,
    compressed: false,
    gist: null,
    gistTokens: null,
  };
}

/** A stored conversation, oldest first, that answers with the newest rows that fit, as the database does. */
function stored(rows: WindowRow[]) {
  const asked: WindowQuery[] = [];
  const read = (_id: unknown, query: WindowQuery) => {
    asked.push(query);
    const page: WindowRow[] = [];
    const before = rows.filter(({ seq }) => seq < (query.before ?? Infinity));
    let left = query.budget;
    for (const each of before.toReversed()) {
      left -= each.tokenCount;
      if (left < 0) break;
      page.push(each);
    }
    const rest = before.length - page.length;
    const older = rest === 0 ? null : { messages: rest, from: 1, to: before[rest - 1]?.seq ?? 0 };
    return Promise.resolve({ rows: page, older, pinnedRows: [], muted: { messages: 0, tokens: 0 } });
  };
  return { asked, window: { read } };
}

const seqs = (rows: WindowRow[]) => rows.map(({ seq }) => seq);

describe("the newest messages of a conversation", () => {
  it("are read page by page, each once, newest first", async () => {
    const rows = Array.from({ length: 10 }, (_, index) => row(index + 1, 25_000));
    const { window, asked } = stored(rows);
    expect(seqs(await readNewest(window, id, 2_000))).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.every(({ withContent, floor }) => withContent && floor === 0)).toBe(true);
  });

  it("are no more than asked for", async () => {
    const { window, asked } = stored(Array.from({ length: 10 }, (_, index) => row(index + 1, 25_000)));
    expect(seqs(await readNewest(window, id, 3))).toEqual([10, 9, 8]);
    expect(asked).toHaveLength(2);
  });

  it("hold a message that is longer than a page", async () => {
    const { window } = stored([row(1, 10), row(2, 390_000), row(3, 10)]);
    expect(seqs(await readNewest(window, id, 2_000))).toEqual([3, 2, 1]);
  });

  it("are none in an empty conversation", async () => {
    expect(await readNewest(stored([]).window, id, 2_000)).toEqual([]);
  });
});
