import type { ClientMessageId } from "@/types/ids";
import type { ConversationKey } from "../stores/conversation-store";
import { toFailure, type ApiFailure } from "../api-failure";
import type { Reach } from "../reach";
import type { OutboxEntry } from "./outbox-entry";
import type { OutboxStore } from "./outbox-store";
import { sendFate } from "./send-fate";

type Deps = {
  outbox: OutboxStore;
  reach: Reach;
  /** Resolves when the server has acknowledged; throws ApiFailure. */
  deliver: (entry: OutboxEntry) => Promise<void>;
  /** A reply is being written in that conversation, as far as this tab knows. */
  isBusy: (key: ConversationKey) => boolean;
  /** The server will never take this text. */
  onRefused: (entry: OutboxEntry, failure: ApiFailure) => void;
};

export type SendQueue = {
  /** Sends what can be sent now; call it after anything that may have made that possible. */
  pump(): void;
  /** Tries one again now. */
  retry(id: ClientMessageId): void;
  start(): () => void;
};

/** Sends the outbox, in order within each conversation and one at a time there. */
export function createSendQueue(deps: Deps): SendQueue {
  const { outbox, reach } = deps;
  const leaving = new Set<ClientMessageId>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running = false;

  function pump(): void {
    if (!running) return;
    const heads = new Map<ConversationKey, OutboxEntry>();
    for (const entry of outbox.entries.getState()) {
      const head = heads.get(entry.key);
      if (!head) heads.set(entry.key, entry);
      else if (entry.state === "waiting") {
        const reason = head.state === "failed" ? "earlier_failed" : (waitOf(head) ?? "reply_running");
        outbox.update(entry.clientMessageId, { reason, nextTryAt: null });
      }
    }
    for (const head of heads.values()) if (head.state === "waiting") consider(head);
    planNext();
  }

  /** Why an entry waits that other entries wait for as well; null when it is on its way. */
  function waitOf(entry: OutboxEntry): OutboxEntry["reason"] {
    return entry.reason === "offline" || entry.reason === "unreachable" ? entry.reason : null;
  }

  function consider(entry: OutboxEntry): void {
    if (leaving.has(entry.clientMessageId)) return;
    if (reach.state.getState() === "offline") {
      outbox.update(entry.clientMessageId, { reason: "offline", nextTryAt: null });
    } else if (deps.isBusy(entry.key)) {
      outbox.update(entry.clientMessageId, { reason: "reply_running", nextTryAt: null });
    } else if ((entry.nextTryAt ?? 0) <= Date.now()) void send(entry);
  }

  async function send(entry: OutboxEntry): Promise<void> {
    const id = entry.clientMessageId;
    leaving.add(id);
    outbox.update(id, { state: "sending", reason: null, nextTryAt: null, error: null });
    try {
      await deps.deliver(entry);
      outbox.remove(id);
    } catch (thrown) {
      settle(entry, toFailure(thrown));
    } finally {
      leaving.delete(id);
    }
    pump();
  }

  function settle(entry: OutboxEntry, failure: ApiFailure): void {
    const id = entry.clientMessageId;
    const fate = sendFate(failure, reach.state.getState(), entry.tries, Date.now());
    const error = { code: failure.code, message: failure.message, details: failure.details };
    if (fate.kind === "refused") deps.onRefused(entry, failure);
    else if (fate.kind === "failed") outbox.update(id, { state: "failed", reason: null, error });
    else {
      const { reason, nextTryAt } = fate;
      outbox.update(id, { state: "waiting", reason, nextTryAt, error, tries: entry.tries + 1 });
    }
  }

  /** One timer for the earliest announced try. */
  function planNext(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const times = outbox.entries.getState().flatMap((entry) => entry.nextTryAt ?? []);
    if (times.length === 0) return;
    timer = setTimeout(pump, Math.max(0, Math.min(...times) - Date.now()));
  }

  function retry(id: ClientMessageId): void {
    outbox.update(id, { state: "waiting", reason: null, nextTryAt: null, error: null, tries: 0 });
    pump();
  }

  function start(): () => void {
    running = true;
    // The server answers again: no need to wait for the announced time.
    const stop = reach.state.subscribe((state, before) => {
      if (state === "online" && before !== "online") hurry();
      else pump();
    });
    pump();
    return () => {
      running = false;
      stop();
      if (timer) clearTimeout(timer);
    };
  }

  function hurry(): void {
    for (const entry of outbox.entries.getState()) {
      if (entry.reason === "unreachable" || entry.reason === "offline") {
        outbox.update(entry.clientMessageId, { nextTryAt: null });
      }
    }
    pump();
  }

  return { pump, retry, start };
}
