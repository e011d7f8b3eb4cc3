import { createClient, type SupabaseClient, type WebSocketLikeConstructor } from "@supabase/supabase-js";
import { vi } from "vitest";
import { WebSocket } from "ws";
import type { Profile } from "@/types/chat";
import type { ConversationId, UserId } from "@/types/ids";
import type { ConversationKey, ConversationState } from "@/lib/client/stores/conversation-store";
import { deviceStore, tabStore } from "@/lib/client/browser-storage";
import { createWorkspace, type Workspace, type WorkspaceDeps } from "@/lib/client/workspace/create-workspace";
import type { FakeApi } from "../../support/fake-api/fake-api";
import type { FakeRealtime } from "../../support/fake-api/fake-realtime";

export const PROFILE: Profile = {
  id: "00000000-0000-4000-8000-0000000000aa" as UserId,
  email: null,
  isGuest: true,
  theme: "system",
  locale: null,
  defaultAgentId: null,
  defaults: {},
};

export type Tab = { workspace: Workspace; close: () => void };

/** One browser tab on the fake server. Tabs share the device's storage; `close` leaves it as a crash would. */
export function openTab(api: FakeApi, deps: Partial<WorkspaceDeps> = {}): Tab {
  const workspace = createWorkspace({
    profile: PROFILE,
    initialList: null,
    baseUrl: api.baseUrl,
    // Without live sync, unless a test brings it.
    loadSupabase: () => new Promise(() => undefined),
    refreshSession: () => Promise.resolve(false),
    device: deviceStore,
    tabStore,
    ...deps,
  });
  return { workspace, close: workspace.start() };
}

export const stateOf = ({ workspace }: Tab, key: ConversationKey): ConversationState =>
  workspace.cache.get(key).conversation.store.getState();

/** What the transcript shows: who, and the text, with the state where it is not complete. */
export function shown(tab: Tab, key: ConversationKey): string[] {
  const { transcript, chat } = stateOf(tab, key);
  return transcript.map((entry) => {
    if (entry.role === "user") return `you: ${entry.content}${entry.send ? ` (${entry.send.state})` : ""}`;
    const text = entry.status === "streaming" ? (chat.texts.get(entry.id)?.text ?? "") : entry.content;
    return `reply: ${text}${entry.status === "complete" ? "" : ` (${entry.status})`}`;
  });
}

/** Waits for a condition. Shorter than a test may take, so that the failed condition is what is reported. */
export const until = (check: () => void, timeout = 4_500) => vi.waitFor(check, { timeout, interval: 10 });

export const asId = (id: string) => id as ConversationId;

/** The real client on the loopback Realtime server. */
export function realtimeClient(server: FakeRealtime): SupabaseClient {
  return createClient<never, "public">(server.url, "key", {
    auth: { persistSession: false, autoRefreshToken: false, storageKey: `test-${server.port}` },
    // jsdom's events are not those that Node's own WebSocket takes.
    realtime: { transport: WebSocket as unknown as WebSocketLikeConstructor },
  });
}
