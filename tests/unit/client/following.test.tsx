import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, shown, stateOf, until, type Tab } from "./harness";

let api: FakeApi;
const tabs: Tab[] = [];
const tab = (): Tab => {
  const opened = openTab(api);
  tabs.push(opened);
  return opened;
};
const onlyTurn = () => {
  const turn = [...api.store.turns.values()].find((each) => each.running);
  if (!turn) throw new Error("No turn is running.");
  return turn;
};
const LONG = "Half the answer, 😀 and then the other half. ".repeat(20);

beforeEach(async () => {
  api = await new FakeApi().start();
});
afterEach(async () => {
  for (const each of tabs.splice(0)) each.close();
  await api.stop();
});

describe("following a reply", () => {
  it("ends with the same text wherever the stream is cut, and with events repeated", async () => {
    api.store.reply = () => LONG;
    api.faults.twice = true;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 400, max: 9_000 }), { minLength: 1, maxLength: 2 }),
        async (cuts) => {
          const id = asId(api.store.conversation("Cuts"));
          api.faults.cuts = [...cuts];
          const here = tab();
          here.workspace.open.enter(id);
          here.workspace.sender.send(id, "go");
          await until(() => expect(shown(here, id)).toEqual(["you: go", `reply: ${LONG}`]));
          here.close();
        },
      ),
      { numRuns: 12 },
    );
    expect(new Set([...api.store.turns.values()].map((turn) => turn.user.conversationId)).size).toBe(
      api.store.turns.size,
    );
  }, 60_000);

  it("takes a running reply up again after a reload, from where its text ends", async () => {
    const id = asId(api.store.conversation("Reload"));
    api.store.holdAt = 5;
    api.store.reply = () => LONG;
    const before = tab();
    before.workspace.open.enter(id);
    before.workspace.sender.send(id, "go");
    await until(() => expect(shown(before, id)[1]).toBe("reply: Half  (streaming)"));
    before.close();

    const after = tab();
    after.workspace.open.enter(id);
    await until(() => expect(api.requests("GET", "/api/turns/")).toHaveLength(1));
    expect(api.requests("GET", "/api/turns/")[0]?.path).toContain("offset=5&");
    onlyTurn().end();
    await until(() => expect(shown(after, id)).toEqual(["you: go", `reply: ${LONG}`]));
  });

  it("does not hold a stream in a tab that did not ask for the reply", async () => {
    const id = asId(api.store.conversation("Other tab"));
    api.store.holdAt = 5;
    const sending = tab();
    sending.workspace.open.enter(id);
    sending.workspace.sender.send(id, "go");
    await until(() => expect(stateOf(sending, id).running).not.toBeNull());
    // Another tab has its own session storage.
    sessionStorage.clear();
    const other = tab();
    other.workspace.open.enter(id);
    await until(() => expect(shown(other, id)[1]).toBe("reply: Noted (streaming)"));
    expect(api.requests("GET", "/api/turns/")).toEqual([]);
    expect(api.faults.openStreams).toBe(1);
  });

  it("stops a reply, also one that is not acknowledged yet, and keeps its text", async () => {
    const id = asId(api.store.conversation("Stop"));
    api.store.holdAt = 5;
    const here = tab();
    here.workspace.open.enter(id);
    await until(() => expect(stateOf(here, id).phase).toBe("ready"));
    here.workspace.sender.send(id, "go");
    await here.workspace.turns.stop(id);
    await until(() => expect(shown(here, id)).toEqual(["you: go", "reply: Noted (stopped)"]));
  });

  it("retries an interrupted reply: the new one takes its place", async () => {
    const id = asId(api.store.conversation("Retry"));
    api.store.holdAt = 5;
    const here = tab();
    here.workspace.open.enter(id);
    here.workspace.sender.send(id, "go");
    await until(() => expect(stateOf(here, id).running?.turnId).toBeTruthy());
    const turn = onlyTurn();
    turn.end("interrupted");
    await until(() => expect(shown(here, id)[1]).toBe("reply: Noted (interrupted)"));

    api.store.holdAt = null;
    const { transcript } = stateOf(here, id);
    const reply = transcript.at(-1);
    if (!reply?.turnId) throw new Error("There is no reply.");
    await here.workspace.turns.retry(id, reply.turnId);
    await until(() => expect(shown(here, id)).toEqual(["you: go", "reply: Noted: go Again."]));
    await here.workspace.cache.get(id).loader.load();
    expect(shown(here, id)).toEqual(["you: go", "reply: Noted: go Again."]);
  });

  it("keeps an interrupted reply as it is", async () => {
    const id = asId(api.store.conversation("Keep"));
    api.store.holdAt = 5;
    const here = tab();
    here.workspace.open.enter(id);
    here.workspace.sender.send(id, "go");
    await until(() => expect(stateOf(here, id).running?.turnId).toBeTruthy());
    onlyTurn().end("interrupted");
    await until(() => expect(stateOf(here, id).running).toBeNull());
    const reply = stateOf(here, id).transcript.at(-1);
    if (reply?.role !== "assistant" || !reply.turnId) throw new Error("There is no reply.");
    await here.workspace.turns.keep(id, reply.turnId);
    expect(stateOf(here, id).transcript.at(-1)).toMatchObject({ kept: true, status: "interrupted" });
  });

  it("shows why a reply failed, with the text so far, and reads the stored one", async () => {
    const id = asId(api.store.conversation("Error"));
    api.store.holdAt = 5;
    const here = tab();
    here.workspace.open.enter(id);
    await until(() => expect(stateOf(here, id).phase).toBe("ready"));
    here.workspace.sender.send(id, "go");
    await until(() => expect(stateOf(here, id).running).not.toBeNull());
    const turn = onlyTurn();
    turn.error = { code: "provider_stalled", message: "The model fell silent.", retryable: true };
    turn.end("failed");
    await until(() =>
      expect(stateOf(here, id).transcript.at(-1)).toMatchObject({
        status: "failed",
        content: "Noted",
        error: turn.error,
      }),
    );
    await until(() => expect(stateOf(here, id).chat.rows.get(turn.reply.id as never)?.status).toBe("failed"));
  });
});

describe("reading messages", () => {
  it("loads the newest fifty and then older pages without a hole", async () => {
    const id = asId(api.store.conversation("Long", 80));
    const here = tab();
    here.workspace.open.enter(id);
    await until(() => expect(shown(here, id)).toHaveLength(50));
    expect(stateOf(here, id).hasOlder).toBe(true);
    const { loader } = here.workspace.cache.get(id);
    await Promise.all([loader.loadOlder(), loader.loadOlder()]);
    expect(shown(here, id)).toHaveLength(100);
    await loader.loadOlder();
    await loader.loadOlder();
    expect(shown(here, id)).toHaveLength(160);
    expect(stateOf(here, id).hasOlder).toBe(false);
    expect(shown(here, id)[0]).toBe("you: question 1");
  });

  it("closes the gap after a sleep in which more than a page was written", async () => {
    const id = asId(api.store.conversation("Sleep", 5));
    const here = tab();
    here.workspace.open.enter(id);
    await until(() => expect(shown(here, id)).toHaveLength(10));
    for (let n = 6; n <= 60; n += 1) api.store.exchange(id, `question ${n}`);
    await here.workspace.cache.get(id).loader.load();
    expect(shown(here, id)).toHaveLength(120);
  });

  it("comes back to a visited conversation without waiting for a request", async () => {
    const a = asId(api.store.conversation("A", 2));
    const b = asId(api.store.conversation("B", 2));
    const here = tab();
    here.workspace.open.enter(a);
    await until(() => expect(stateOf(here, a).phase).toBe("ready"));
    const transcript = stateOf(here, a).transcript;
    here.workspace.open.enter(b);
    here.workspace.open.enter(a);
    expect(stateOf(here, a).transcript).toBe(transcript);
    expect(stateOf(here, a).phase).toBe("ready");
  });

  it("tells a missing conversation from one that could not be read", async () => {
    const here = tab();
    const missing = asId("00000000-0000-4000-8000-000000000404");
    here.workspace.open.enter(missing);
    await until(() => expect(stateOf(here, missing).phase).toBe("missing"));

    const id = asId(api.store.conversation("There"));
    api.refuseNext(`GET /api/conversations/${id}/messages`, { status: 500 });
    here.workspace.open.enter(id);
    await until(() => expect(stateOf(here, id).phase).toBe("failed"));
    await here.workspace.cache.get(id).loader.load();
    expect(stateOf(here, id).phase).toBe("ready");
  });
});
