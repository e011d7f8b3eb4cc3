import { createStore, type StoreApi } from "zustand/vanilla";
import type { ClientMessageId } from "@/types/ids";
import type { TextStore } from "../browser-storage";
import { parseEntry, type OutboxEntry } from "./outbox-entry";
import { createTabLife, type TabLife } from "./tab-life";

export type OutboxStore = {
  /** This tab's entries, oldest first. */
  entries: StoreApi<readonly OutboxEntry[]>;
  /** False when the device would not store it: it is then held in memory only. */
  put: (entry: OutboxEntry) => boolean;
  /** Changes an entry and counts its step; nothing when it is gone. */
  update: (id: ClientMessageId, patch: Partial<Omit<OutboxEntry, "clientMessageId" | "step">>) => void;
  remove: (id: ClientMessageId) => void;
  find: (id: ClientMessageId) => OutboxEntry | undefined;
  /** Reads what is stored for this tab, and takes over what tabs that are gone have left. */
  load: () => void;
  tab: TabLife;
};

/**
 * Messages on their way, one storage key each, so that tabs cannot overwrite each other. `prefix` is the user's own.
 */
export function createOutboxStore(device: TextStore, tabStore: TextStore, prefix: string): OutboxStore {
  const entries = createStore<readonly OutboxEntry[]>(() => []);
  const tab = createTabLife(device, tabStore);
  const keyOf = (id: ClientMessageId) => `${prefix}outbox:${id}`;
  const find = (id: ClientMessageId) => entries.getState().find((entry) => entry.clientMessageId === id);

  function show(entry: OutboxEntry): void {
    const others = entries.getState().filter((known) => known.clientMessageId !== entry.clientMessageId);
    const next = [...others, entry].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    entries.setState(next, true);
  }

  function put(entry: OutboxEntry): boolean {
    show(entry);
    return device.set(keyOf(entry.clientMessageId), JSON.stringify(entry));
  }

  function update(id: ClientMessageId, patch: Partial<Omit<OutboxEntry, "clientMessageId" | "step">>): void {
    const known = find(id);
    if (!known) return;
    const changed = Object.entries(patch).some(([name, value]) => known[name as keyof OutboxEntry] !== value);
    if (changed) put({ ...known, ...patch, step: known.step + 1 });
  }

  function remove(id: ClientMessageId): void {
    device.remove(keyOf(id));
    if (find(id))
      entries.setState(
        entries.getState().filter((entry) => entry.clientMessageId !== id),
        true,
      );
  }

  function load(): void {
    for (const key of device.keys(`${prefix}outbox:`)) {
      const entry = parseEntry(device.get(key));
      if (!entry || find(entry.clientMessageId)) continue;
      if (entry.tab !== tab.id && tab.isAlive(entry.tab)) continue;
      // It was cut off in mid-send: the same id makes trying again safe.
      const state = entry.state === "failed" ? "failed" : "waiting";
      put({ ...entry, tab: tab.id, state, nextTryAt: null, step: entry.step + 1 });
    }
  }

  return { entries, put, update, remove, find, load, tab };
}
