import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, stateOf, until, type Tab } from "./harness";

let api: FakeApi;
let here: Tab;

beforeEach(async () => {
  api = await new FakeApi().start();
  here = openTab(api);
});
afterEach(async () => {
  here.close();
  await api.stop();
});

it("a suspended workspace asks the server for nothing, and goes on when it is resumed", async () => {
  const id = asId(api.store.conversation("Kept", 1));
  here.workspace.open.enter(id);
  await until(() => expect(stateOf(here, id).phase).toBe("ready"));
  const resume = here.workspace.suspend();
  const before = api.seen.length;
  document.dispatchEvent(new Event("visibilitychange"));
  await expect(until(() => expect(api.seen.length).toBeGreaterThan(before), 300)).rejects.toThrow();
  resume();
  document.dispatchEvent(new Event("visibilitychange"));
  await until(() => expect(api.seen.length).toBeGreaterThan(before));
});
