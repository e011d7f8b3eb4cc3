import type { ContextRow } from "@/lib/domain/context/context-row";
import { UNSCALED } from "@/lib/domain/context/scale";
import { RECALL_SHARE } from "@/lib/domain/context/recalled";
import { readFacts } from "@/lib/domain/lab/facts-in-reach";
import { replayRun } from "@/lib/domain/lab/replay-run";
import { unchangedPrefix, type SentCall } from "@/lib/domain/lab/unchanged-prefix";
import { systemTokens } from "@/lib/domain/tokens/message-overhead";
import { countSystem } from "@/lib/services/context/count-system";
import { labSummariser } from "@/lib/services/lab/lab-summariser";
import type { MemoryStrategy } from "@/types/words";
import type { Row } from "../report";
import { installedPeers, type PeerMessage } from "./peers";
import { counter, FAMILY, scriptedTalk } from "./scripted-talk";

const TURNS = 200;
const BUDGET = 8_000;
const RESERVE = 1_500;
const PROMPT =
  "You help with a database of sensor readings. Be exact, name numbers, and say what you do not know.";
const GOAL = 0.8;
const STRATEGIES: readonly MemoryStrategy[] = ["sliding_window", "summarization", "hybrid"];

/** How much of a talk's calls is the unchanged beginning of the call before, strategy by strategy and peer by peer. */
export async function prefixes(): Promise<Row[]> {
  const rows = await scriptedTalk(TURNS);
  const found: Row[] = [];
  for (const strategy of STRATEGIES) {
    const spent = await ours(rows, strategy);
    found.push(...rowsOf(strategy, spent, GOAL));
    if (strategy === "hybrid") found.push(recalledRow(spent));
  }
  const history = await withSystem(rows);
  found.push(...rowsOf("a window that slides turn by turn", await replayed(history, perTurnWindow)));
  const { peers, missing } = await installedPeers();
  for (const { name, trim, isGoal } of peers)
    if (!isGoal) found.push(...rowsOf(name, await replayed(history, trim)));
  for (const name of missing) found.push({ what: `${name}: not installed`, measured: NaN });
  return found;
}

type Spent = { turns: number; tokens: number; uncached: number };

/** What is recalled stands behind the history, so it leaves the prefix as it is; it is new text in every call. */
function recalledRow({ turns, tokens, uncached }: Spent): Row {
  const most = ((tokens - uncached) / GOAL - tokens) / turns;
  return {
    what: "hybrid: tokens recalled a turn, on the mean, up to which that holds",
    measured: most,
    note: `its room is ${Math.round(BUDGET * RECALL_SHARE)}`,
  };
}

function rowsOf(name: string, { turns, tokens, uncached }: Spent, goal?: number): Row[] {
  return [
    {
      what: `${name}: unchanged share of the prompt`,
      measured: 1 - uncached / tokens,
      ...(goal === undefined ? {} : { goal: { atLeast: goal } }),
      note: `${Math.round(uncached / turns)} uncached of ${Math.round(tokens / turns)} tokens a turn`,
    },
  ];
}

async function ours(rows: readonly ContextRow[], strategy: MemoryStrategy): Promise<Spent> {
  const agent = { systemPrompt: PROMPT, revision: 1 };
  const run = await replayRun(
    {
      rows,
      system: await countSystem(counter, FAMILY, { agent, summary: null }),
      windowSize: null,
      summaryThreshold: 6_000,
      replyReserve: RESERVE,
      maxOutputTokens: null,
      info: { maxOutputTokens: 65_536, thinks: false },
      usable: 131_072,
      scale: UNSCALED,
    },
    { strategy, maxTokens: BUDGET },
    {
      summarise: labSummariser(counter, FAMILY),
      facts: await readFacts([], () => Promise.resolve()),
      countText: (text) => counter.countText(FAMILY, text),
      breathe: () => Promise.resolve(),
    },
  );
  return { turns: run.turns, tokens: run.promptTokens, uncached: run.uncachedTokens };
}

async function withSystem(rows: readonly ContextRow[]): Promise<PeerMessage[]> {
  const tokens = systemTokens(FAMILY, await counter.countText(FAMILY, PROMPT));
  const history: PeerMessage[] = [{ role: "system", content: PROMPT, tokens }];
  for (const { role, content, tokenCount } of rows) {
    history.push({ role: role === "user" ? "user" : "assistant", content, tokens: tokenCount });
  }
  return history;
}

type Trim = (messages: readonly PeerMessage[], limit: number) => PeerMessage[] | Promise<PeerMessage[]>;

/** The newest whole turns that fit, anew at every turn. */
function perTurnWindow(messages: readonly PeerMessage[], limit: number): PeerMessage[] {
  const [system, ...history] = messages;
  let left = limit - (system?.tokens ?? 0);
  let from = history.length;
  for (let index = history.length - 1; index >= 0; index -= 1) {
    left -= history[index]?.tokens ?? 0;
    if (left < 0) break;
    if (history[index]?.role === "user") from = index;
  }
  return [...(system === undefined ? [] : [system]), ...history.slice(from)];
}

/** Sends every user message of a history with what `trim` leaves of all before it. */
async function replayed(history: readonly PeerMessage[], trim: Trim): Promise<Spent> {
  const spent = { turns: 0, tokens: 0, uncached: 0 };
  let before: SentCall | null = null;
  for (const [index, message] of history.entries()) {
    if (message.role !== "user") continue;
    const messages = await trim(history.slice(0, index + 1), BUDGET - RESERVE);
    const now: SentCall = { messages, tokens: messages.map(({ tokens }) => tokens) };
    const tokens = now.tokens.reduce((sum, each) => sum + each, 0);
    spent.turns += 1;
    spent.tokens += tokens;
    spent.uncached += tokens - unchangedPrefix(before, now).tokens;
    before = now;
  }
  return spent;
}
