import type { ClientMessageId } from "@/types/ids";
import type { WaitReason } from "@/lib/domain/sync/chat-event";
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
  pump: () => void;
  /** Tries one again now. */
  retry: (id: ClientMessageId) => void;
  start: () => () => void;
};

/** Sends the outbox, in order within each conversation and one at a time there. */
export function createSendQueue(deps: Deps): SendQueue {
  const { outbox, reach } = deps;
  const leaving = new Set<ClientMessageId>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running = false;

  function pump(): void {
    if (!running) return;
    for (const head of lineUp(outbox)) {
      if (head.state === "waiting" && !leaving.has(head.clientMessageId)) consider(head);
    }
    planNext();
  }

  function consider(entry: OutboxEntry): void {
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
      settle(deps, entry, toFailure(thrown));
    } finally {
      leaving.delete(id);
    }
    pump();
  }

  /** One timer for the earliest announced try. */
  function planNext(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const times = outbox.entries.getState().flatMap((entry) => entry.nextTryAt ?? []);
    if (times.length > 0) timer = setTimeout(pump, Math.max(0, Math.min(...times) - Date.now()));
  }

  function retry(id: ClientMessageId): void {
    outbox.update(id, { state: "waiting", reason: null, nextTryAt: null, error: null, tries: 0 });
    pump();
  }

  function start(): () => void {
    running = true;
    const stop = reach.state.subscribe((state) => {
      // The server answers again: no need to wait for the announced time.
      if (state === "online") forgetTimes(outbox);
      pump();
    });
    pump();
    return () => {
      running = false;
      stop();
      if (timer) clearTimeout(timer);
    };
  }

  return { pump, retry, start };
}

/** The first entry of each conversation; those behind it are told why they wait. */
function lineUp(outbox: OutboxStore): OutboxEntry[] {
  const heads = new Map<ConversationKey, OutboxEntry>();
  for (const entry of outbox.entries.getState()) {
    const head = heads.get(entry.key);
    if (!head) heads.set(entry.key, entry);
    else if (entry.state === "waiting") {
      outbox.update(entry.clientMessageId, { reason: reasonBehind(head), nextTryAt: null });
    }
  }
  return [...heads.values()];
}

function reasonBehind(head: OutboxEntry): WaitReason {
  if (head.state === "failed") return "earlier_failed";
  return head.reason === "offline" || head.reason === "unreachable" ? head.reason : "reply_running";
}

/** What a failed try means for its entry. */
function settle({ outbox, reach, onRefused }: Deps, entry: OutboxEntry, failure: ApiFailure): void {
  const id = entry.clientMessageId;
  const fate = sendFate(failure, reach.state.getState(), entry.tries, Date.now());
  const error = { code: failure.code, message: failure.message, details: failure.details };
  if (fate.kind === "refused") onRefused(outbox.find(id) ?? entry, failure);
  else if (fate.kind === "failed") outbox.update(id, { state: "failed", reason: null, error });
  else {
    const { reason, nextTryAt } = fate;
    outbox.update(id, { state: "waiting", reason, nextTryAt, error, tries: entry.tries + 1 });
  }
}

function forgetTimes(outbox: OutboxStore): void {
  for (const { clientMessageId, reason } of outbox.entries.getState()) {
    if (reason === "unreachable" || reason === "offline") outbox.update(clientMessageId, { nextTryAt: null });
  }
}
