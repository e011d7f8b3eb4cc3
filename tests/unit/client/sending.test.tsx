import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, shown, stateOf, until, type Tab } from "./harness";

let api: FakeApi;
let tabs: Tab[] = [];
const tab = (...args: Parameters<typeof openTab> extends [unknown, ...infer Rest] ? Rest : never): Tab => {
  const opened = openTab(api, ...args);
  tabs.push(opened);
  return opened;
};

beforeEach(async () => {
  api = await new FakeApi().start();
});
afterEach(async () => {
  for (const each of tabs) each.close();
  tabs = [];
  await api.stop();
});

describe("sending", () => {
  it("shows the message at once, then the reply as it is written", async () => {
    const id = asId(api.store.conversation("Bread", 1));
    api.store.holdAt = 8;
    const here = tab();
    here.workspace.open.enter(id);
    await until(() => expect(stateOf(here, id).phase).toBe("ready"));

    expect(here.workspace.sender.send(id, "how long?")).toBe(true);
    expect(shown(here, id).at(-1)).toBe("you: how long? (sending)");
    await until(() =>
      expect(shown(here, id).slice(-2)).toEqual(["you: how long?", "reply: Noted: h (streaming)"]),
    );

    api.store.turns.get(stateOf(here, id).running?.turnId ?? "")?.end();
    await until(() => expect(shown(here, id).at(-1)).toBe("reply: Noted: how long?"));
    expect(here.workspace.outbox.entries.getState()).toEqual([]);
  });

  it("gives a new conversation its id when the first message is accepted, in the same store", async () => {
    const here = tab();
    here.workspace.open.enter("new");
    const store = here.workspace.cache.get("new");
    here.workspace.sender.send("new", "hello");
    await until(() => expect(store.conversation.store.getState().id).not.toBeNull());
    const id = store.conversation.store.getState().id ?? asId("");
    expect(here.workspace.cache.get(id)).toBe(store);
    expect(here.workspace.cache.get("new")).not.toBe(store);
    await until(() => expect(shown(here, id)).toEqual(["you: hello", "reply: Noted: hello"]));
    await until(() => expect(here.workspace.list.store.getState().items.map((row) => row.id)).toContain(id));
  });

  it("begins a temporary conversation where that was chosen, and the next one is not", async () => {
    const here = tab();
    here.workspace.open.enter("new");
    here.workspace.drafts.setPanel("temporary-chat", true);
    await until(() =>
      expect(api.requests("POST", "/api/context").at(-1)?.body).toMatchObject({ temporary: true }),
    );
    const store = here.workspace.cache.get("new").conversation.store;
    here.workspace.sender.send("new", "between us");
    await until(() => expect(store.getState().id).not.toBeNull());
    const id = store.getState().id ?? asId("");
    await until(() => expect(shown(here, id).at(-1)).toBe("reply: Noted: between us"));
    here.workspace.sender.send(id, "and this");
    await until(() => expect(shown(here, id).at(-1)).toBe("reply: Noted: and this"));
    here.workspace.sender.send("new", "for all");
    await until(() => expect(api.requests("POST", "/api/chat")).toHaveLength(3));
    expect(api.requests("POST", "/api/chat").map(({ body }) => body["temporary"])).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  it("waits for the running reply and then sends by itself, in order", async () => {
    const id = asId(api.store.conversation("Queue"));
    api.store.holdAt = 3;
    const here = tab();
    here.workspace.open.enter(id);
    await until(() => expect(stateOf(here, id).phase).toBe("ready"));
    here.workspace.sender.send(id, "one");
    await until(() => expect(stateOf(here, id).running).not.toBeNull());
    // Within the same millisecond, even on a clock that was set back.
    vi.spyOn(Date, "now").mockReturnValue(Date.now() - 60_000);
    here.workspace.sender.send(id, "two");
    here.workspace.sender.send(id, "three");
    vi.mocked(Date.now).mockRestore();
    expect(here.workspace.outbox.entries.getState().map((entry) => entry.reason)).toEqual([
      "reply_running",
      "reply_running",
    ]);

    api.store.holdAt = null;
    for (const turn of api.store.turns.values()) if (turn.running) turn.end();
    await until(() =>
      expect(shown(here, id)).toEqual([
        ...["you: one", "reply: Noted: one", "you: two", "reply: Noted: two"],
        ...["you: three", "reply: Noted: three"],
      ]),
    );
  });

  it("keeps an unsent message over a reload and sends it once when the server is back", async () => {
    const id = asId(api.store.conversation("Offline"));
    api.offline = true;
    const before = tab();
    before.workspace.sender.send(id, "are you there?");
    await until(() => expect(before.workspace.outbox.entries.getState()[0]?.reason).toBe("unreachable"));
    before.close();
    tabs = [];

    const after = tab();
    after.workspace.open.enter(id);
    expect(after.workspace.outbox.entries.getState()[0]?.content).toBe("are you there?");
    api.offline = false;
    await until(() =>
      expect(shown(after, id)).toEqual(["you: are you there?", "reply: Noted: are you there?"]),
    );
    expect(api.store.turns.size).toBe(1);
    expect(localStorage.length).toBeGreaterThan(0);
    expect(Object.keys(localStorage).filter((key) => key.includes("outbox"))).toEqual([]);
  });

  it("repeats the same id after a cut before the acknowledgement, so that nothing is sent twice", async () => {
    const id = asId(api.store.conversation("Cut"));
    api.faults.cuts = [5, 20];
    const here = tab();
    here.workspace.open.enter(id);
    here.workspace.sender.send(id, "once");
    await until(() => expect(shown(here, id)).toEqual(["you: once", "reply: Noted: once"]));
    expect(api.store.turns.size).toBe(1);
    const ids = api.requests("POST", "/api/chat").map((request) => request.body["messageId"]);
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(3);
  });

  it("puts a message that cannot fit back into the composer, with the reason and its numbers", async () => {
    const id = asId(api.store.conversation("Long"));
    const details = { overBy: 925 };
    const body = { error: { code: "message_over_budget", message: "Too long by 925 tokens.", details } };
    api.refuseNext("POST /api/chat", { status: 422, body });
    const here = tab();
    here.workspace.drafts.setDraft(id, "very long");
    here.workspace.sender.send(id, "very long");
    expect(here.workspace.drafts.draft(id)).toBe("");
    await until(() => expect(stateOf(here, id).refusal?.details).toEqual(details));
    expect(here.workspace.drafts.draft(id)).toBe("very long");
    expect(here.workspace.outbox.entries.getState()).toEqual([]);
    expect(shown(here, id)).toEqual([]);
  });

  it("says when it tries again after a rate limit, and tries only then or when asked", async () => {
    const id = asId(api.store.conversation("Limit"));
    api.refuseNext("POST /api/chat", { status: 429, headers: { "retry-after": "38" } });
    const here = tab();
    here.workspace.open.enter(id);
    here.workspace.sender.send(id, "patience");
    const entry = () => here.workspace.outbox.entries.getState()[0];
    await until(() => expect(entry()?.reason).toBe("rate_limited"));
    expect((entry()?.nextTryAt ?? 0) - Date.now()).toBeGreaterThan(36_000);
    here.workspace.queue.pump();
    expect(entry()?.state).toBe("waiting");

    const waiting = entry();
    if (waiting) here.workspace.queue.retry(waiting.clientMessageId);
    await until(() => expect(shown(here, id)).toEqual(["you: patience", "reply: Noted: patience"]));
  });

  it("keeps a failed message, holds those behind it back, and lets it be edited", async () => {
    const id = asId(api.store.conversation("Fail"));
    api.refuseNext("POST /api/chat", { status: 403, body: { error: { code: "forbidden", message: "No." } } });
    const here = tab();
    here.workspace.sender.send(id, "first");
    here.workspace.sender.send(id, "second");
    const entries = () => here.workspace.outbox.entries.getState();
    await until(() => expect(entries()[0]?.state).toBe("failed"));
    expect(entries()[0]?.error?.message).toBe("No.");
    await until(() => expect(entries()[1]?.reason).toBe("earlier_failed"));

    here.workspace.drafts.setDraft(id, "something else");
    const failed = entries()[0];
    if (failed) here.workspace.sender.edit(failed.clientMessageId);
    expect(here.workspace.drafts.draft(id)).toBe("first\n\nsomething else");
    await until(() => expect(api.store.turns.size).toBe(1));
    expect([...api.store.turns.values()][0]?.user.content).toBe("second");
  });

  it("keeps the draft until the server has the message where the device cannot store it", async () => {
    const id = asId(api.store.conversation("Full"));
    const full = { get: () => null, set: () => false, remove: () => undefined, keys: () => [] };
    const here = tab({ device: full });
    here.workspace.drafts.setDraft(id, "precious");
    expect(here.workspace.sender.send(id, "precious")).toBe(false);
    expect(here.workspace.drafts.draft(id)).toBe("precious");
    await until(() => expect(here.workspace.drafts.draft(id)).toBe(""));
    expect(api.store.turns.size).toBe(1);
  });
});
