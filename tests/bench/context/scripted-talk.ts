import { randomUUID } from "node:crypto";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import type { ContextRow } from "@/lib/domain/context/context-row";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import { messageId } from "@/types/api";
import type { TokenFamily } from "@/types/words";

export const FAMILY: TokenFamily = "gpt-oss";
export const counter = createCounterPort();

const SAID = [
  "Which of the two should we take first, and why?",
  "The export runs at 02:40 and must be done by 03:05, whatever else happens on that night.",
  "Show me how that would look for the second table, with its indexes, and say what it costs in disk space.",
  "I think we agreed on 90 days. Is there anything in what we have built so far that keeps data longer than that?",
  "Good. Now write it down as if for somebody who has never seen the system, in not more than ten sentences.",
  "What if the job fails on a Sunday and nobody looks at it until Tuesday morning?",
];
const ANSWERED = [
  "Partition by day. A week is 280 million rows at this rate, and dropping a partition is the only kind of delete that costs nothing afterwards: no vacuum, no bloat, no index to clean up.",
  "It holds an exclusive lock for a few milliseconds. Ask for it with a short timeout and try again, so that a long report does not hold everybody else up behind it.",
  "The dashboards read the last 48 hours, which is two partitions, three around midnight. The planner leaves the others alone as long as the filter is on the partition key itself.",
  "Keep the proof with its date: one query over the catalogue that finds no partition with an upper bound older than the limit, stored as a row for the auditors.",
  "Base backups rotate after 35 days, so the oldest reading anywhere is 125 days old. Say that number in the audit, or shorten the rotation.",
];

/** The same numbers in the same order, whenever it is run. */
function sequence(): (below: number) => number {
  let state = 20_261_121;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Turns of a working conversation, oldest row first: short questions, answers of a few paragraphs, now and then a paste. */
export async function scriptedTalk(turns: number): Promise<ContextRow[]> {
  const next = sequence();
  const pick = (texts: readonly string[]) => texts[next(texts.length)] ?? "";
  const rows: ContextRow[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const paste = turn % 17 === 16 ? `\n\n${pick(ANSWERED).repeat(4)}` : "";
    rows.push(await rowOf(rows.length + 1, "user", `${turn + 1}. ${pick(SAID)}${paste}`));
    const paragraphs = Array.from({ length: 1 + next(3) }, () => pick(ANSWERED));
    rows.push(await rowOf(rows.length + 1, "assistant", `${paragraphs.join("\n\n")} (${turn + 1})`));
  }
  return rows;
}

async function rowOf(seq: number, role: "user" | "assistant", content: string): Promise<ContextRow> {
  const tokens = await counter.countText(FAMILY, content);
  return plainRow(seq, role, content, messageTokens(FAMILY, tokens, role));
}

export function plainRow(
  seq: number,
  role: "user" | "assistant",
  content: string,
  tokenCount: number,
): ContextRow {
  return {
    id: messageId.parse(randomUUID()),
    seq,
    role,
    kind: "chat",
    content,
    status: "complete",
    tokenCount,
    tokenFamily: FAMILY,
    createdAt: "2026-11-21T10:00:00.000Z",
    pinned: false,
    muted: false,
    compressed: false,
    gist: null,
    gistTokens: null,
  };
}
