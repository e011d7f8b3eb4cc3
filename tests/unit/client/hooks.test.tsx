import { act, render, renderHook, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  useConversation,
  useConversationActions,
  useConversationRow,
} from "@/lib/client/hooks/use-conversation";
import {
  useConversationList,
  useDocumentTitle,
  useListActions,
} from "@/lib/client/hooks/use-conversation-list";
import { useDraft } from "@/lib/client/hooks/use-draft";
import { useMeter } from "@/lib/client/hooks/use-meter";
import { usePanel } from "@/lib/client/hooks/use-panel";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import type { ConversationKey } from "@/lib/client/stores/conversation-store";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, until, type Tab } from "./harness";

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

const wrapper = ({ children }: { children: ReactNode }) => (
  <WorkspaceProviderOf workspace={here.workspace}>{children}</WorkspaceProviderOf>
);

function Chat({ name }: { name: ConversationKey }) {
  const { transcript, phase } = useConversation(name);
  const { send } = useConversationActions(name);
  const [draft, setDraft] = useDraft(name);
  const row = useConversationRow(name);
  return (
    <>
      <h1>{row?.title ?? phase}</h1>
      <ol>
        {transcript.map((entry) => (
          <li key={entry.key}>{entry.content}</li>
        ))}
      </ol>
      <textarea aria-label="Message" value={draft} onChange={(event) => setDraft(event.target.value)} />
      <button onClick={() => send(draft)}>Send</button>
    </>
  );
}

describe("hooks", () => {
  it("send what is typed, clear the draft and show the reply under its title", async () => {
    const id = asId(api.store.conversation("Biscuits", 1));
    render(<Chat name={id} />, { wrapper });
    await until(() => expect(screen.getByRole("heading").textContent).toBe("Biscuits"));
    act(() => here.workspace.drafts.setDraft(id, "how many?"));
    act(() => screen.getByRole("button").click());
    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("");
    await until(() => expect(screen.getAllByRole("listitem").at(-1)?.textContent).toBe("Noted: how many?"));
  });

  it("keep a draft per conversation over a reload", async () => {
    const [a, b] = [asId(api.store.conversation("A")), asId(api.store.conversation("B"))];
    const { result, rerender } = renderHook(({ key }) => useDraft(key), {
      wrapper,
      initialProps: { key: a },
    });
    act(() => result.current[1]("for A"));
    rerender({ key: b });
    expect(result.current[0]).toBe("");
    act(() => result.current[1]("for B"));
    here.close();
    here = openTab(api);
    const after = renderHook(({ key }) => useDraft(key), { wrapper, initialProps: { key: a } });
    await until(() => expect(after.result.current[0]).toBe("for A"));
    after.rerender({ key: b });
    expect(after.result.current[0]).toBe("for B");
  });

  it("count the draft, the latest one, and drop it from the meter as soon as it is emptied", async () => {
    const id = asId(api.store.conversation("Meter"));
    renderHook(() => useConversation(id), { wrapper });
    const { result } = renderHook(() => useMeter(id), { wrapper });
    await until(() => expect(result.current.meter?.free).toBe(6_400));
    for (const text of ["a", "ab", "abc"]) act(() => here.workspace.drafts.setDraft(id, text));
    expect(result.current.counting).toBe(true);
    await until(() => expect(result.current.meter?.draft).toBe(3));
    expect(api.requests("POST", "/api/context").at(-1)?.body).toEqual({ conversationId: id, draft: "abc" });
    expect(api.requests("POST", "/api/context").filter((request) => request.body["draft"] === "a")).toEqual(
      [],
    );
    act(() => here.workspace.drafts.setDraft(id, ""));
    expect(result.current.meter?.draft).toBe(0);
  });

  it("keep the last numbers when counting fails", async () => {
    const id = asId(api.store.conversation("Meter"));
    renderHook(() => useConversation(id), { wrapper });
    const { result } = renderHook(() => useMeter(id), { wrapper });
    await until(() => expect(result.current.meter?.free).toBe(6_400));
    api.refuseNext("POST /api/context", { status: 500 });
    act(() => here.workspace.drafts.setDraft(id, "text"));
    await until(() => expect(result.current.failure?.status).toBe(500));
    expect(result.current.meter?.free).toBe(6_400);
    expect(result.current.counting).toBe(false);
  });

  it("load more of the list, rename at once, take a refused name back, and delete", async () => {
    const ids = Array.from({ length: 25 }, (_, n) => asId(api.store.conversation(`Chat ${n}`)));
    const { result } = renderHook(() => ({ list: useConversationList(), actions: useListActions() }), {
      wrapper,
    });
    await act(() => here.workspace.list.refresh());
    expect(result.current.list.items).toHaveLength(20);
    await act(() => result.current.actions.loadMore());
    expect(result.current.list.items).toHaveLength(25);
    expect(result.current.list.hasMore).toBe(false);

    const [id = asId(""), other = asId("")] = ids;
    api.refuseNext(`PATCH /api/conversations/${id}`, { status: 400 });
    const title = () => result.current.list.items.find((row) => row.id === id)?.title;
    await act(async () => {
      const renaming = result.current.actions.rename(id, "Better");
      expect(here.workspace.list.store.getState().items.find((row) => row.id === id)?.title).toBe("Better");
      await expect(renaming).rejects.toMatchObject({ status: 400 });
    });
    expect(title()).toBe("Chat 0");
    await act(() => result.current.actions.rename(id, "Best"));
    expect(title()).toBe("Best");
    await act(() => result.current.actions.remove(other));
    expect(result.current.list.items.map((row) => row.id)).not.toContain(other);
  });

  it("mark the tab's title while a reply runs", async () => {
    const id = asId(api.store.conversation("Running"));
    api.store.touch(id, { running: true });
    renderHook(() => useDocumentTitle("Throughline"), { wrapper });
    expect(document.title).toBe("Throughline");
    await act(() => here.workspace.list.refresh());
    expect(document.title).toBe("● Throughline");
    api.store.touch(id, { running: false });
    await act(() => here.workspace.list.refresh());
    expect(document.title).toBe("✓ Throughline");
    act(() => here.workspace.list.apply({ type: "visited", id }));
    expect(document.title).toBe("Throughline");
  });

  it("remember which panels are open", () => {
    const { result } = renderHook(() => usePanel("sidebar", true), { wrapper });
    expect(result.current[0]).toBe(true);
    act(() => result.current[1](false));
    here.close();
    here = openTab(api);
    expect(renderHook(() => usePanel("sidebar", true), { wrapper }).result.current[0]).toBe(false);
  });
});
