import fc from "fast-check";
import type { ContextRow } from "@/lib/domain/context/context-row";
import type { MessageId } from "@/types/ids";

/** A plain stored message; `tokens` is also its size. */
export function row(seq: number, role: ContextRow["role"], change: Partial<ContextRow> = {}): ContextRow {
  return {
    seq,
    role,
    kind: "chat",
    content: `message ${seq}`,
    status: "complete",
    tokenCount: 10,
    tokenFamily: "gpt-oss",
    createdAt: "2026-11-21T10:00:00.000Z",
    ...change,
  };
}

/** A user message and its reply, oldest first, at two seqs. */
export function turn(seq: number, tokens = 10): ContextRow[] {
  return [row(seq, "user", { tokenCount: tokens }), row(seq + 1, "assistant", { tokenCount: tokens })];
}

const replies = fc.array(
  fc.record({
    part: fc.constantFrom<Partial<ContextRow> & { role: ContextRow["role"] }>(
      { role: "assistant" },
      { role: "assistant", kind: "tool_call" },
      { role: "tool", kind: "tool_call_response" },
      { role: "assistant", kind: "thinking" },
      { role: "assistant", status: "interrupted" },
      { role: "assistant", status: "streaming" },
      { role: "assistant", status: "failed", content: "" },
      { role: "assistant", supersededBy: "4e9e3f6a-0000-4000-8000-000000000000" as MessageId },
    ),
    tokenCount: fc.integer({ min: 0, max: 400 }),
  }),
  { maxLength: 5 },
);

/** Rows of a conversation newest first, with gaps in seq, of every kind and status. */
export const storedRows: fc.Arbitrary<ContextRow[]> = fc
  .array(
    fc.record({ tokenCount: fc.integer({ min: 1, max: 600 }), gap: fc.integer({ min: 0, max: 3 }), replies }),
    {
      maxLength: 30,
    },
  )
  .map((turns) => {
    const rows: ContextRow[] = [];
    let seq = 0;
    for (const { tokenCount, gap, replies: parts } of turns) {
      seq += gap + 1;
      rows.push(row(seq, "user", { tokenCount }));
      for (const { part, tokenCount: tokens } of parts) {
        seq += 1;
        rows.push(row(seq, part.role, { ...part, tokenCount: tokens }));
      }
    }
    return rows.reverse();
  });
