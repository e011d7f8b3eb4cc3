import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jumpToMessage } from "@/components/summary/jump-to-message";
import { useConversation } from "@/lib/client/hooks/use-conversation";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import { FakeApi } from "../../../support/fake-api/fake-api";
import { asId, openTab, until, type Tab } from "../../client/harness";

let api: FakeApi;
let tab: Tab;

beforeEach(async () => {
  Element.prototype.scrollIntoView = () => undefined;
  api = await new FakeApi().start();
  tab = openTab(api);
});
afterEach(async () => {
  tab.close();
  await api.stop();
});

/** What the transcript draws: an article a message, as far as they are read. */
function Log({ id }: { id: string }) {
  const { transcript, around } = useConversation(asId(id));
  return (
    <div role="log">
      {(around?.entries ?? transcript).map((entry) => (
        <article key={entry.key} data-seq={entry.seq ?? undefined}>
          {entry.seq}
        </article>
      ))}
    </div>
  );
}

async function open(exchanges: number): Promise<string> {
  const id = api.store.conversation("Talk", exchanges);
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <Log id={id} />
    </WorkspaceProviderOf>,
  );
  await until(() => expect(screen.getAllByRole("article").length).toBeGreaterThan(0));
  return id;
}

const jump = (id: string, seq: number) => act(() => jumpToMessage(tab.workspace.cache.get(asId(id)), seq));

describe("jumping to a message", () => {
  it("gives the focus to one that is read already", async () => {
    const id = await open(3);
    expect(await jump(id, 4)).toBe(true);
    expect(document.activeElement?.textContent).toBe("4");
  });

  it("reads older pages on the way to one further up", async () => {
    const id = await open(80);
    expect(screen.queryByText("3")).toBeNull();
    expect(await jump(id, 3)).toBe(true);
    expect(document.activeElement?.textContent).toBe("3");
  });

  it("shows one far up among its own, with a way on and back to the newest", async () => {
    const id = await open(400);
    expect(await jump(id, 100)).toBe(true);
    expect(document.activeElement?.textContent).toBe("100");
    expect(screen.queryByText("800")).toBeNull();

    const { conversation, loader } = tab.workspace.cache.get(asId(id));
    const shown = () => conversation.store.getState().around;
    const { from, to } = shown() ?? { from: 0, to: 0 };
    await act(() => loader.loadNewer());
    await act(() => loader.loadOlder());
    expect(shown()?.to).toBeGreaterThan(to);
    expect(shown()?.from).toBeLessThan(from);
    expect(conversation.store.getState().transcript.at(-1)?.seq).toBe(800);

    act(() => conversation.showAround(null));
    expect(screen.getByText("800")).toBeTruthy();
  });

  it("reads on into the newest messages without a seam", async () => {
    const id = await open(200);
    expect(await jump(id, 100)).toBe(true);
    const { conversation, loader } = tab.workspace.cache.get(asId(id));
    for (let page = 0; page < 10 && conversation.store.getState().around; page += 1) {
      await act(() => loader.loadNewer());
    }
    const { around, transcript } = conversation.store.getState();
    expect(around).toBeNull();
    expect(transcript.filter(({ seq }) => seq !== null && seq >= 100)).toHaveLength(301);
  });

  it("says so when the way up is cut off", async () => {
    const id = await open(80);
    api.offline = true;
    expect(await jump(id, 3)).toBe(false);
  });
});
