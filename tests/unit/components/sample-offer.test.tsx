import { act, configure, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SampleOffer } from "@/components/chat/sample-offer";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, type Tab } from "../client/harness";

const opened = vi.hoisted(() => [] as string[]);
vi.mock("@/components/shell/use-open-chat", () => ({
  useOpenChat: () => (path: string) => opened.push(path),
}));

// A busy machine may take longer than a second to answer over the loopback.
configure({ asyncUtilTimeout: 4_000 });

let api: FakeApi;
let tab: Tab;
let id: string;

beforeEach(async () => {
  opened.length = 0;
  api = await new FakeApi().start();
  const others = api.store.answer.bind(api.store);
  api.store.answer = (method, area, of, verb, query, body) => {
    if (of !== "sample") return others(method, area, of, verb, query, body);
    id = api.store.conversation("Planning a research trip", 3);
    return [200, { conversation: api.store.conversations.get(id) }];
  };
  tab = openTab(api);
  await act(() => tab.workspace.list.refresh());
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <SampleOffer />
    </WorkspaceProviderOf>,
  );
});
afterEach(async () => {
  tab.close();
  await api.stop();
});

const press = () => userEvent.setup().click(screen.getByRole("button", { name: "Show me how it remembers" }));

describe("the offer of a sample", () => {
  it("makes the sample, lists it and opens it", async () => {
    await press();
    await waitFor(() => expect(opened).toEqual([`/c/${id}`]));
    expect(tab.workspace.list.store.getState().list.byId.has(asId(id))).toBe(true);
  });

  it("says why there is none, and can be tried again", async () => {
    api.refuseNext("POST /api/conversations/sample", {
      status: 422,
      body: { error: { code: "cannot_store", message: "You have as many conversations as fit." } },
    });
    await press();
    expect((await screen.findByRole("alert")).textContent).toBe("You have as many conversations as fit.");
    await press();
    await waitFor(() => expect(opened).toHaveLength(1));
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
