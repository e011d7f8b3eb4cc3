import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeApi } from "../../support/fake-api/fake-api";
import { FakeRealtime } from "../../support/fake-api/fake-realtime";
import { asId, openTab, realtimeClient, stateOf, until, type Tab } from "./harness";

let api: FakeApi;
let tab: Tab;
let id: ReturnType<typeof asId>;

beforeEach(async () => {
  api = await new FakeApi().start();
  id = asId(api.store.conversation("Retention", 2));
});

afterEach(async () => {
  tab.close();
  await api.stop();
});

async function open(deps: Parameters<typeof openTab>[1] = {}): Promise<void> {
  tab = openTab(api, deps);
  tab.workspace.open.enter(id);
  await until(() => expect(stateOf(tab, id).transcript).toHaveLength(4));
}

const targets = (...places: number[]) =>
  places.flatMap((place) => {
    const entry = stateOf(tab, id).transcript[place];
    return entry?.id && entry.seq !== null ? [{ id: entry.id, seq: entry.seq }] : [];
  });
const pinned = () => stateOf(tab, id).transcript.map((entry) => entry.pinned);

describe("marking messages", () => {
  it("shows the marks at once, stores them and counts again", async () => {
    await open();
    const counted = () => api.requests("POST", "/api/context").length;
    await until(() => expect(counted()).toBe(1));
    const stored = tab.workspace.marker.mark(id, targets(0, 1), { pinned: true });
    expect(pinned()).toEqual([true, true, false, false]);
    await stored;
    expect(pinned()).toEqual([true, true, false, false]);
    expect(stateOf(tab, id).chat.marking.size).toBe(0);
    expect(api.requests("POST", `/api/conversations/${id}/marks`)).toHaveLength(1);
    await until(() => expect(counted()).toBe(2));
  });

  it("takes them back with the reason when they are refused", async () => {
    await open();
    const message = "Pinned messages may take 2,000 tokens; these would take 2,614.";
    const body = {
      error: { code: "cannot_store", message, details: { cap: 2_000, have: 1_900, wanted: 714 } },
    };
    api.refuseNext(`POST /api/conversations/${id}/marks`, { status: 422, body });
    await expect(tab.workspace.marker.mark(id, targets(0), { pinned: true })).rejects.toThrow(message);
    expect(pinned()).toEqual([false, false, false, false]);
  });

  it("sends no more than two hundred at once", async () => {
    api.store.holdAt = null;
    await open();
    const many = Array.from({ length: 250 }, () => targets(0)).flat();
    await tab.workspace.marker.mark(id, many, { muted: true });
    const sizes = api
      .requests("POST", `/api/conversations/${id}/marks`)
      .map(({ body }) => (body["messages"] as unknown[]).length);
    expect(sizes).toEqual([200, 50]);
  });
});

describe("marks of another device", () => {
  it("are read when live sync tells of them, and only those messages", async () => {
    const realtime = await new FakeRealtime().start();
    try {
      await open({ loadSupabase: () => Promise.resolve(realtimeClient(realtime)) });
      await until(() => expect(tab.workspace.live.status.getState()).toBe("live"));
      const rows = api.store.messages.get(id) ?? [];
      if (rows[1]) Object.assign(rows[1], { pinned: true, revision: 9 });
      const before = api.requests("GET", `/api/conversations/${id}/messages`).length;
      realtime.send(`conversation:${id}`, "marks", { seqs: [2] });
      await until(() => expect(pinned()).toEqual([false, true, false, false]));
      const reads = api.requests("GET", `/api/conversations/${id}/messages`).slice(before);
      // Joining reads on from the end by itself; the marked message alone is what is read besides.
      const asked = reads
        .map(({ path }) => path.split("?")[1])
        .filter((query) => !query?.startsWith("limit=50"));
      expect(asked).toEqual(["limit=1&after=1"]);
    } finally {
      await realtime.stop();
    }
  });
});
