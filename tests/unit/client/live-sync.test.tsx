import type { SupabaseClient } from "@supabase/supabase-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConversationId } from "@/types/ids";
import type { ConversationBroadcast, UserBroadcast } from "@/types/stream";
import { createLiveSync, type LiveSync } from "@/lib/client/realtime/live-sync";
import { FakeRealtime } from "../../support/fake-api/fake-realtime";
import { asId, PROFILE, realtimeClient, until } from "./harness";

const A = asId("00000000-0000-4000-8000-00000000000a");
const B = asId("00000000-0000-4000-8000-00000000000b");
const USER = `user:${PROFILE.id}`;

let server: FakeRealtime;
let client: SupabaseClient;
let stop: () => void = () => undefined;
let heard: {
  user: UserBroadcast[];
  conversation: [ConversationId, ConversationBroadcast][];
  joined: string[];
};

function follow(lostAfterMs = 60): LiveSync {
  heard = { user: [], conversation: [], joined: [] };
  const live = createLiveSync({
    load: () => Promise.resolve(client),
    userId: PROFILE.id,
    lostAfterMs,
    handlers: {
      onUser: (broadcast) => void heard.user.push(broadcast),
      onConversation: (id, broadcast) => void heard.conversation.push([id, broadcast]),
      onUserJoined: () => void heard.joined.push("user"),
      onConversationJoined: (id) => void heard.joined.push(id === A ? "A" : "B"),
    },
  });
  stop = live.start();
  return live;
}

beforeEach(async () => {
  server = await new FakeRealtime().start();
  client = realtimeClient(server);
});
afterEach(async () => {
  stop();
  await client.removeAllChannels();
  await server.stop();
});

describe("live sync", () => {
  it("follows the user's channel and that of the watched conversation, both private", async () => {
    const live = follow();
    live.watch(A);
    await until(() => expect(live.status.getState()).toBe("live"));
    expect(server.joins.every((join) => join.isPrivate)).toBe(true);
    expect(heard.joined.toSorted()).toEqual(["A", "user"]);

    server.send(USER, "conversation_upsert", { id: B, revision: 7 });
    server.send(`conversation:${A}`, "message", { id: B, seq: 3, revision: 1 });
    server.send(`conversation:${A}`, "message", { seq: "what?" });
    server.send(`conversation:${A}`, "unheard_of", {});
    server.send(`conversation:${A}`, "delta", { turnId: B, replyId: B, offset: 0, text: "hi" });
    await until(() => expect(heard.conversation).toHaveLength(2));
    expect(heard.conversation.map(([id, { event }]) => [id, event])).toEqual([
      [A, "message"],
      [A, "delta"],
    ]);
    expect(heard.user).toEqual([{ event: "conversation_upsert", payload: { id: B, revision: 7 } }]);
  });

  it("follows another conversation instead, and comes back to the first", async () => {
    const live = follow();
    live.watch(A);
    await until(() => expect(heard.joined).toContain("A"));
    live.watch(B);
    await until(() =>
      expect([server.has(`conversation:${A}`), server.has(`conversation:${B}`)]).toEqual([false, true]),
    );
    live.watch(A);
    await until(() => expect(heard.joined.filter((name) => name === "A")).toHaveLength(2));
    server.send(`conversation:${A}`, "message", { id: B, seq: 3, revision: 1 });
    await until(() => expect(heard.conversation).toHaveLength(1));
  });

  it("comes back at once to the channel that it has just left", async () => {
    const live = follow();
    live.watch(A);
    await until(() => expect(heard.joined).toContain("A"));
    live.watch(B);
    live.watch(A);
    await until(() => expect(heard.joined.filter((name) => name === "A")).toHaveLength(2));
    server.send(`conversation:${A}`, "message", { id: B, seq: 3, revision: 1 });
    await until(() => expect(heard.conversation).toHaveLength(1));
    await until(() => expect(server.has(`conversation:${B}`)).toBe(false));
  });

  it("says that it is lost after a while, heals alone and tells that something was missed", async () => {
    const live = follow();
    live.watch(A);
    await until(() => expect(live.status.getState()).toBe("live"));
    const { port } = server;
    await server.stop();
    await until(() => expect(live.status.getState()).toBe("lost"));
    heard.joined = [];
    server = await new FakeRealtime().start(port);
    await until(() => expect(live.status.getState()).toBe("live"));
    expect(heard.joined.toSorted()).toEqual(["A", "user"]);
  }, 20_000);

  it("goes on trying while joining is refused", async () => {
    server.refuseJoins = true;
    const live = follow();
    await until(() => expect(live.status.getState()).toBe("lost"));
    await until(() => expect(server.joins.length).toBeGreaterThan(1));
    server.refuseJoins = false;
    await until(() => expect(live.status.getState()).toBe("live"));
  });

  it("does not call a short break lost", async () => {
    const live = follow(5_000);
    await until(() => expect(live.status.getState()).toBe("live"));
    const seen: string[] = [];
    live.status.subscribe((status) => void seen.push(status));
    const { port } = server;
    await server.stop();
    server = await new FakeRealtime().start(port);
    await until(() => expect(seen).toEqual(["reconnecting", "live"]));
  });
});
