import { createStore, type StoreApi } from "zustand/vanilla";
import type { TextStore } from "../browser-storage";
import type { ConversationKey } from "./conversation-store";

export type DraftsState = {
  drafts: Readonly<Record<string, string>>;
  /** Which panels are open, by name. */
  panels: Readonly<Record<string, boolean>>;
};

export type DraftsStore = {
  store: StoreApi<DraftsState>;
  draft: (key: ConversationKey) => string;
  setDraft: (key: ConversationKey, text: string) => void;
  /** Takes in what stood in the box before these scripts ran; it comes after what is kept. */
  adopt: (key: ConversationKey, typed: string) => void;
  setPanel: (name: string, open: boolean) => void;
  /** The conversation that is begun next neither reads nor writes memory. */
  temporary: () => boolean;
  /** A new conversation has got its id: what is being typed goes along. */
  move: (from: ConversationKey, to: ConversationKey) => void;
  /** Writes what is not stored yet, and listens for the page going away. */
  start: () => () => void;
};

const WRITE_AFTER_MS = 200;
/** The panel whose name says that a new chat is to be temporary: kept over reloads, as its draft is. */
export const TEMPORARY_CHAT = "temporary-chat";

/**
 * What the user types and which panels are open, kept on this device. `prefix` is the user's own. The store begins
 * empty, as on the server, and `start` brings in what is stored. A full storage loses nothing that is on screen.
 */
export function createDraftsStore(device: TextStore, prefix: string): DraftsStore {
  const store = createStore<DraftsState>(() => ({ drafts: {}, panels: {} }));
  const unwritten = new Set<ConversationKey>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const draftKey = `${prefix}draft:`;
  const panelKey = `${prefix}panel:`;
  const draft = (key: ConversationKey) => store.getState().drafts[key] ?? "";

  function write(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    for (const key of unwritten) {
      const text = draft(key);
      if (text === "") device.remove(draftKey + key);
      else device.set(draftKey + key, text);
    }
    unwritten.clear();
  }

  function setDraft(key: ConversationKey, text: string): void {
    if (draft(key) === text) return;
    store.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: text } }));
    unwritten.add(key);
    // An emptied draft has been sent or given up: it must not come back after a crash.
    if (text === "") write();
    else timer ??= setTimeout(write, WRITE_AFTER_MS);
  }

  function adopt(key: ConversationKey, typed: string): void {
    setDraft(key, joined(draft(key), typed));
  }

  function setPanel(name: string, open: boolean): void {
    store.setState(({ panels }) => ({ panels: { ...panels, [name]: open } }));
    device.set(panelKey + name, open ? "1" : "0");
  }

  function move(from: ConversationKey, to: ConversationKey): void {
    const text = draft(from);
    setDraft(from, "");
    if (text !== "") setDraft(to, text);
  }

  function start(): () => void {
    const drafts: Record<string, string> = {};
    for (const key of device.keys(draftKey)) drafts[key.slice(draftKey.length)] = device.get(key) ?? "";
    // What was typed before this ran stays too.
    for (const [key, typed] of Object.entries(store.getState().drafts))
      drafts[key] = joined(drafts[key] ?? "", typed);
    const panels: Record<string, boolean> = {};
    for (const key of device.keys(panelKey)) panels[key.slice(panelKey.length)] = device.get(key) === "1";
    store.setState((now) => ({ drafts, panels: { ...panels, ...now.panels } }));
    window.addEventListener("pagehide", write);
    document.addEventListener("visibilitychange", write);
    return () => {
      write();
      window.removeEventListener("pagehide", write);
      document.removeEventListener("visibilitychange", write);
    };
  }

  const temporary = () => store.getState().panels[TEMPORARY_CHAT] ?? false;
  return { store, draft, setDraft, adopt, setPanel, temporary, move, start };
}

function joined(kept: string, typed: string): string {
  if (kept === "" || typed === "" || kept === typed) return kept || typed;
  return `${kept}\n${typed}`;
}
