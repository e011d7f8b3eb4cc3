import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OverBudgetNote } from "@/components/chat/over-budget-note";
import { useChatSettings } from "@/components/chat/use-chat-settings";
import { useConversation, useConversationRow } from "@/lib/client/hooks/use-conversation";
import { useMeter } from "@/lib/client/hooks/use-meter";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import type { ConversationId, MessageId } from "@/types/ids";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, until, type Tab } from "../client/harness";

let api: FakeApi;
let tab: Tab;
let id: ConversationId;

beforeEach(async () => {
  api = await new FakeApi().start();
  id = asId(api.store.conversation("Retention", 2));
  tab = openTab(api);
});
afterEach(async () => {
  cleanup();
  tab.close();
  await api.stop();
});

function Shown() {
  useConversation(id);
  const { meter } = useMeter(id);
  const settings = useChatSettings(id, useConversationRow(id), meter);
  if (meter === null || meter.overBy === 0) return null;
  return <OverBudgetNote {...{ chat: id, meter, settings }} window={131_072} />;
}

function show() {
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <Shown />
    </WorkspaceProviderOf>,
  );
  return userEvent.setup();
}

describe("a message that is too long for the budget", () => {
  it("can have pins give way to it: the fewest, with what they free", async () => {
    const row = api.store.messages.get(id)?.[0];
    if (!row) throw new Error("no message");
    const message = {
      id: row.id as MessageId,
      seq: 1,
      role: "user",
      pinned: true,
      muted: false,
      compressed: false,
    } as const;
    api.store.report = { held: 7_000, free: 0, pinned: { messages: 1, tokens: 412, cap: 2_000 } };
    api.store.contents = {
      items: [
        {
          kind: "pinned",
          message,
          preview: "",
          tokens: 412,
          prices: { pin: -412, mute: -412, compress: null },
        },
      ],
      leftOut: [],
    };
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Unpin message 1 −412" }));
    const marks = () => api.requests("POST", `/api/conversations/${id}/marks`).map(({ body }) => body);
    await until(() => expect(marks()).toEqual([{ messages: [row.id], pinned: false }]));
  });

  it("can have a summary made shorter where it is longer than the budget of now allows", async () => {
    const summary = { messages: 41, from: 1, to: 41, version: 4, tokens: 1_900 };
    api.store.report = { held: 7_000, free: 0, summary };
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Summarise shorter −300 at its target" }));
    const asked = () => api.requests("POST", `/api/conversations/${id}/summarize`).map(({ body }) => body);
    await until(() => expect(asked()).toEqual([{ rebuild: true }]));
  });

  it("offers neither where neither helps", async () => {
    api.store.report = { held: 7_000, free: 0 };
    show();
    expect(await screen.findByRole("button", { name: /^Budget to/ })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^(?:Unpin|Summarise)/ })).toBeNull();
  });
});
