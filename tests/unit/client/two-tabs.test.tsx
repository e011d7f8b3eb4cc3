import type { SupabaseClient } from "@supabase/supabase-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeApi } from "../../support/fake-api/fake-api";
import { FakeRealtime } from "../../support/fake-api/fake-realtime";
import { asId, openTab, PROFILE, realtimeClient, shown, stateOf, until, type Tab } from "./harness";

let api: FakeApi;
let realtime: FakeRealtime;
let client: SupabaseClient;
let here: Tab;

beforeEach(async () => {
  api = await new FakeApi().start();
  realtime = await new FakeRealtime().start();
  client = realtimeClient(realtime);
  here = openTab(api, { loadSupabase: () => Promise.resolve(client) });
});
afterEach(async () => {
  here.close();
  await client.removeAllChannels();
  await realtime.stop();
  await api.stop();
});

async function watched(title: string) {
  const id = asId(api.store.conversation(title, 1));
  here.workspace.open.enter(id);
  await until(() => expect(here.workspace.live.status.getState()).toBe("live"));
  await until(() => expect(stateOf(here, id).phase).toBe("ready"));
  return id;
}

describe("a tab that only follows", () => {
  it("shows a reply of another device as it is written, by broadcasts alone, and reads on at a gap", async () => {
    const id = await watched("Follow");
    api.store.holdAt = 6;
    const begun = api.store.begin({
      conversationId: id,
      messageId: crypto.randomUUID(),
      content: "elsewhere",
    });
    if (!("turn" in begun)) throw new Error("It did not begin.");
    const { turn } = begun;
    const topic = `conversation:${id}`;
    for (const { id: message, seq, revision } of [turn.user, turn.reply]) {
      realtime.send(topic, "message", { id: message, seq, revision });
    }
    await until(() =>
      expect(shown(here, id).slice(-2)).toEqual(["you: elsewhere", "reply: Noted: (streaming)"]),
    );

    turn.write(12);
    realtime.send(topic, "delta", {
      turnId: turn.id,
      replyId: turn.reply.id,
      offset: 6,
      text: turn.text.slice(6, 9),
    });
    await until(() => expect(shown(here, id).at(-1)).toBe("reply: Noted: el (streaming)"));
    const reads = api.requests("GET", `/api/conversations/${id}/messages`).length;
    realtime.send(topic, "delta", {
      turnId: turn.id,
      replyId: turn.reply.id,
      offset: 11,
      text: turn.text.slice(11, 12),
    });
    await until(() => expect(shown(here, id).at(-1)).toBe("reply: Noted: elsew (streaming)"));
    expect(api.requests("GET", `/api/conversations/${id}/messages`).length).toBeGreaterThan(reads);

    turn.end();
    realtime.send(topic, "turn", { id: turn.id, status: "complete", replyId: turn.reply.id });
    await until(() => expect(shown(here, id).at(-1)).toBe("reply: Noted: elsewhere"));
    expect(api.requests("GET", "/api/turns/")).toEqual([]);
  });

  it("takes in renames, new conversations and deletes of another device", async () => {
    const id = await watched("Old title");
    const items = () => here.workspace.list.store.getState().items.map((row) => row.title);
    await until(() => expect(items()).toEqual(["Old title"]));
    api.store.touch(id, { title: "New title" });
    realtime.send(`user:${PROFILE.id}`, "conversation_upsert", { id, revision: 99 });
    await until(() => expect(items()).toEqual(["New title"]));

    const other = asId(api.store.conversation("Elsewhere"));
    realtime.send(`user:${PROFILE.id}`, "conversation_upsert", { id: other, revision: 1 });
    await until(() => expect(items()).toEqual(["Elsewhere", "New title"]));

    api.store.conversations.delete(id);
    realtime.send(`user:${PROFILE.id}`, "conversation_delete", { id });
    await until(() => expect(items()).toEqual(["Elsewhere"]));
    expect(stateOf(here, id).phase).toBe("deleted");
    expect(shown(here, id)).toEqual([]);
  });

  it("catches up after live sync was lost: new messages, and conversations that are gone", async () => {
    const gone = asId(api.store.conversation("Short-lived"));
    const id = await watched("Lost");
    const listed = () => here.workspace.list.store.getState().items.map((row) => row.id);
    await until(() => expect(listed()).toEqual([id, gone]));
    const { port } = realtime;
    await realtime.stop();
    api.store.exchange(id, "meanwhile");
    api.store.conversations.delete(gone);
    realtime = await new FakeRealtime().start(port);
    await until(() =>
      expect(shown(here, id).slice(-2)).toEqual(["you: meanwhile", "reply: Noted: meanwhile"]),
    );
    await until(() => expect(listed()).toEqual([id]));
  });

  it("holds the stream of the open conversation itself while live sync is lost", async () => {
    const id = await watched("No live sync");
    await realtime.stop();
    api.store.holdAt = 6;
    const begun = api.store.begin({ conversationId: id, messageId: crypto.randomUUID(), content: "alone" });
    if (!("turn" in begun)) throw new Error("It did not begin.");
    await here.workspace.cache.get(id).loader.load();
    expect(api.requests("GET", "/api/turns/")).toEqual([]);
    await until(() => expect(here.workspace.live.status.getState()).toBe("lost"), 10_000);
    begun.turn.end();
    await until(() => expect(shown(here, id).at(-1)).toBe("reply: Noted: alone"));
    expect(api.requests("GET", "/api/turns/")).toHaveLength(1);
  }, 15_000);

  it("marks a conversation whose reply runs or has ended unseen, until it is visited", async () => {
    await watched("Here");
    const other = asId(api.store.conversation("There"));
    const marks = () => {
      const { items, list } = here.workspace.list.store.getState();
      return [items.find((row) => row.id === other)?.running, list.ended.has(other)];
    };
    for (const running of [true, false]) {
      api.store.touch(other, { running });
      const revision = api.store.conversations.get(other)?.revision;
      realtime.send(`user:${PROFILE.id}`, "conversation_upsert", { id: other, revision });
      await until(() => expect(marks()).toEqual([running, !running]));
    }
    here.workspace.open.enter(other);
    expect(marks()).toEqual([false, false]);
  });
});
