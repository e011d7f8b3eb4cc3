import { createHash } from "node:crypto";
import type { TokenCounter } from "@/lib/ports/token-counter";
import { followTurn } from "@/lib/services/chat/follow-turn";
import type { OpenedTurn } from "@/lib/services/chat/launch-turn";
import { readFrom } from "@/lib/services/chat/read-position";
import { ReplyWriter } from "@/lib/services/chat/reply-writer";
import { startTurn } from "@/lib/services/chat/start-turn";
import { TurnHub } from "@/lib/services/chat/turn-hub";
import { WarmSettings } from "@/lib/services/chat/warm-settings";
import type { WindowRow } from "@/lib/ports/turn-store";
import type { ConversationId } from "@/types/ids";
import type { TurnEvent } from "@/types/stream";
import { ManualTime } from "./manual-time";
import { MemoryTurnStore } from "./memory-turn-store";
import { newClientMessageId, newUserId, settings } from "./samples";
import { ScriptedModel } from "./scripted-model";
import { ScriptedRecall } from "./scripted-recall";
import { ScriptedUpkeep } from "./scripted-upkeep";

export const LEASE_SECONDS = 15;

/** One token a UTF-16 unit: easy to reckon with. */
export const unitCounter: TokenCounter = {
  countText: (_family, text) => Promise.resolve(text.length),
  incremental: () => {
    let total = 0;
    return {
      push: (delta) => (total += delta.length),
      get total() {
        return total;
      },
    };
  },
};

type Line = { level: string; event: string; fields: Record<string, unknown> };

/** Everything a turn needs, real but for the clock, the model and the database. */
export function partsOf({ leaseSeconds = LEASE_SECONDS } = {}) {
  const time = new ManualTime();
  const store = new MemoryTurnStore(time);
  const model = new ScriptedModel();
  const lines: Line[] = [];
  const write = (level: string) => (fields: Record<string, unknown>, event: string) => {
    lines.push({ level, event, fields });
  };
  const log = { info: write("info"), warn: write("warn"), error: write("error") };
  const hub = new TurnHub({ counter: unitCounter, timers: time });
  const writer = new ReplyWriter({ store, hub, timers: time, log, leaseSeconds });
  const chosen = { settings: settings(), pins: [] as WindowRow[], seq: 1, reads: 0 };
  const upkeep = new ScriptedUpkeep();
  const recall = new ScriptedRecall();
  const deps = {
    store,
    reader: store,
    hub,
    writer,
    warm: new WarmSettings(),
    upkeep,
    models: { resolve: () => Promise.resolve(model.chosen) },
    counter: unitCounter,
    clock: time,
    timers: time,
    embedder: () => null,
    recall,
    digest: (text: string) => createHash("sha256").update(text).digest("hex"),
    leaseSeconds,
    maxContextTokens: 8_000,
    settings: {
      forTurn: () => {
        chosen.reads += 1;
        return Promise.resolve({ ...chosen.settings, pins: chosen.pins });
      },
      forRetry: () =>
        Promise.resolve({ ...chosen.settings, pins: chosen.pins, message: "Hello", seq: chosen.seq }),
    },
    log,
  };
  return { time, store, model, lines, hub, writer, upkeep, recall, deps, chosen };
}

export type Parts = ReturnType<typeof partsOf>;

const limits = { addressHash: null, perUser: 30, perAddress: 60, global: 600, tokensADay: 200_000 };
export const owner = newUserId();

export function say(
  parts: Parts,
  content: string,
  messageId = newClientMessageId(),
  conversationId: ConversationId | null = null,
): Promise<OpenedTurn> {
  return startTurn(parts.deps, { owner, conversationId, agentId: null, messageId, content, limits });
}

/** Reads along in the background, as a browser would. */
export function read(
  parts: Parts,
  { turnId, replayed }: Pick<OpenedTurn, "turnId" | "replayed">,
  from = { offset: 0, thinkingOffset: 0 },
): { events: TurnEvent[]; ended: Promise<void> } {
  const events: TurnEvent[] = [];
  const position = readFrom(from.offset, from.thinkingOffset, replayed);
  const ended = (async () => {
    for await (const event of followTurn(parts.deps, { turnId, owner }, position)) events.push(event);
  })();
  return { events, ended };
}

/** The text that a reader has put together; refuses a gap, an overlap and a wrong order. */
export function textOf(
  events: readonly TurnEvent[],
  kind: "delta" | "thinking" = "delta",
  start = 0,
): string {
  let text = "";
  for (const event of events) {
    if (event.type !== kind) continue;
    if (event.offset !== start + text.length)
      throw new Error(`expected ${start + text.length}, got ${event.offset}`);
    text += event.text;
  }
  return text;
}
