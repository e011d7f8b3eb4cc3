import { act, configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SummaryPanel } from "@/components/summary/summary-panel";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import { FakeApi } from "../../../support/fake-api/fake-api";
import { asId, openTab, type Tab } from "../../client/harness";
import { fact, FakeSummaries, line } from "./fake-summaries";

const notices = vi.hoisted(() => [] as { text: string; action?: { label: string; run: () => void } }[]);
vi.mock("@/components/ui/notify", () => ({
  notify: (notice: (typeof notices)[number]) => notices.push(notice),
}));

// A busy machine may take longer than a second to answer over the loopback.
configure({ asyncUtilTimeout: 4_000 });

let api: FakeApi;
let tab: Tab;
let id: string;
let summaries: FakeSummaries;

beforeEach(async () => {
  notices.length = 0;
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
  api = await new FakeApi().start();
  id = api.store.conversation("Talk", 2);
  summaries = new FakeSummaries(api, id);
  tab = openTab(api);
  await act(() => tab.workspace.list.refresh());
});
afterEach(async () => {
  tab.close();
  vi.unstubAllGlobals();
  await api.stop();
});

function show(onClose = () => undefined) {
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <SummaryPanel conversationId={asId(id)} onClose={onClose} />
    </WorkspaceProviderOf>,
  );
  return userEvent.setup();
}

const sent = (method: string, verb: string) =>
  api.requests(method, `/api/conversations/${id}/${verb}`).map((request) => request.body);

describe("the summary panel", () => {
  it("shows the lines with the messages they stand for, what was kept, the ledger and who wrote it", async () => {
    summaries.put([line("Harbour at nine.", 1, 2), line("Bring 40 euros.", 3, 3)], {
      facts: [fact("40 euros", 3), fact("pier 7", 2, "ledger"), fact("row 12", 4, "ledger")],
      tokens: 611,
      replaces: 8_093,
    });
    show();
    expect(await screen.findByText("Harbour at nine.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Messages 1–2" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Message 3" })).toBeTruthy();
    expect(screen.getByText("3 of 3 facts kept, 2 in the ledger")).toBeTruthy();
    expect(
      screen.getByText("1 is in the lines below, 2 in the ledger, in the words they were said in."),
    ).toBeTruthy();
    expect(screen.getByText("“pier 7”")).toBeTruthy();
    expect(screen.getByText("tokens in place of 8,093")).toBeTruthy();
    expect(screen.getByText(/^Version 1, .* · Written by gpt-oss-120b$/)).toBeTruthy();
  });

  it("shows a sentence once, however many facts are lost with it", async () => {
    const words = "Pier 7 closes at 18:00.";
    const lost = [fact(words, 3, "ledger"), fact(words, 3, "ledger"), fact("row 12", 4, "ledger")];
    summaries.put([line("a", 1, 2)], { facts: lost });
    show();
    expect(await screen.findAllByText(`“${words}”`)).toHaveLength(1);
    expect(screen.getByText("3 facts")).toBeTruthy();
  });

  it("says what neither the lines nor the ledger hold, and when no model was asked", async () => {
    summaries.put([line("a", 1, 2)], { source: "extract", model: null, facts: [fact("x", 1, "lost")] });
    show();
    expect(await screen.findByText("0 of 1 fact kept, 0 in the ledger")).toBeTruthy();
    expect(screen.getByText(/in neither, because the ledger is full/)).toBeTruthy();
    expect(screen.getByText(/^Version 1, .* · From your own words, without a model$/)).toBeTruthy();
    expect(screen.getByRole("heading", { name: /Not kept/ })).toBeTruthy();
  });

  it("says when a summary begins while there is none", async () => {
    show();
    expect(
      await screen.findByText(/No summary yet\. It starts once 6,000 tokens are waiting\./),
    ).toBeTruthy();
  });

  it("offers to read again what could not be read", async () => {
    summaries.put([line("Harbour at nine.", 1, 2)]);
    api.refuseNext(`GET /api/conversations/${id}/summaries`, { status: 500 });
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Read again" }));
    expect(await screen.findByText("Harbour at nine.")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("edits a line in place, keeps the focus there, and takes the edit back", async () => {
    summaries.put([line("Harbour at nine.", 1, 2)]);
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    const field = screen.getByRole("textbox", { name: "Line" });
    expect(document.activeElement).toBe(field);
    expect(screen.getByText("Kept word for word in later versions.")).toBeTruthy();
    await user.clear(field);
    await user.type(field, "Harbour at ten.{Enter}");
    expect(await screen.findByText("Yours: kept in later versions")).toBeTruthy();
    expect(screen.getByText("Harbour at ten.").tagName).toBe("P");
    expect(sent("PATCH", "summaries")).toEqual([{ version: 1, line: 0, text: "Harbour at ten." }]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Edit" })));
    expect(notices.at(-1)?.action?.label).toBe("Undo");
    act(() => notices.at(-1)?.action?.run());
    expect(await screen.findByText("Harbour at nine.")).toBeTruthy();
    expect(sent("PUT", "summaries")).toEqual([{ version: 1, expected: 2 }]);
  });

  it("leaves a line as it was with Esc, and stays open itself", async () => {
    summaries.put([line("Harbour at nine.", 1, 2)]);
    const escaped = vi.fn();
    document.addEventListener("keydown", escaped);
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    escaped.mockClear();
    await user.keyboard("x{Escape}");
    expect(screen.getByText("Harbour at nine.")).toBeTruthy();
    const seen = escaped.mock.calls.filter(([event]) => (event as KeyboardEvent).key === "Escape");
    expect(seen.every(([event]) => (event as KeyboardEvent).defaultPrevented)).toBe(true);
    document.removeEventListener("keydown", escaped);
    expect(sent("PATCH", "summaries")).toEqual([]);
  });

  it("adds a line and takes one out", async () => {
    summaries.put([line("Harbour at nine.", 1, 2)]);
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Add a line" }));
    await user.type(screen.getByRole("textbox", { name: "New line" }), "Ask for Ida.");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Ask for Ida.")).toBeTruthy();
    const [first] = screen.getAllByRole("button", { name: "Take out" });
    if (first) await user.click(first);
    await waitFor(() => expect(screen.queryByText("Harbour at nine.")).toBeNull());
    expect(sent("PATCH", "summaries")).toEqual([
      { version: 1, text: "Ask for Ida." },
      { version: 2, line: 0, text: null },
    ]);
  });

  it("shows the newer version when another device was faster, and keeps what was typed", async () => {
    summaries.put([line("Harbour at nine.", 1, 2)]);
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    await user.type(screen.getByRole("textbox", { name: "Line" }), " Sharp.");
    summaries.put([line("Kiosk at eight.", 1, 2), line("Harbour at nine.", 1, 2)]);
    await user.keyboard("{Enter}");
    expect(
      await screen.findByText("Changed on another device a moment ago. Showing the newer version."),
    ).toBeTruthy();
    expect(screen.getByText("Kiosk at eight.")).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Line" }).value).toBe(
      "Harbour at nine. Sharp.",
    );
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Harbour at nine. Sharp.", { selector: "p" })).toBeTruthy();
    expect(sent("PATCH", "summaries").at(-1)).toEqual({
      version: 2,
      line: 1,
      text: "Harbour at nine. Sharp.",
    });
  });

  it("reads again when another version comes into use elsewhere", async () => {
    summaries.put([line("Harbour at nine.", 1, 2)]);
    show();
    await screen.findByText("Harbour at nine.");
    summaries.put([line("Harbour at ten.", 1, 2)]);
    await act(() => tab.workspace.list.refresh());
    expect(await screen.findByText("Harbour at ten.")).toBeTruthy();
  });

  it("shows the first of many facts, and all when asked", async () => {
    const facts = Array.from({ length: 9 }, (_, index) => fact(`fact ${index}`, index + 1, "ledger"));
    summaries.put([line("a", 1, 2)], { facts });
    const user = show();
    await screen.findByText("“fact 0”");
    expect(screen.queryByText("“fact 8”")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show all 9" }));
    expect(screen.getByText("“fact 8”")).toBeTruthy();
  });

  it("makes a summary now, makes it anew, and goes back to the version before", async () => {
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Compact now" }));
    expect(await screen.findByText("Made just now.")).toBeTruthy();
    expect(notices.at(-1)?.text).toBe("Summarised. 740 tokens fewer in every turn.");
    await user.click(screen.getByRole("button", { name: "Rebuild" }));
    await user.click(await screen.findByRole("button", { name: "Undo: use version 1" }));
    await screen.findByRole("button", { name: "Undo: use none" });
    expect(sent("POST", "summarize")).toEqual([{ rebuild: false }, { rebuild: true }]);
    expect(sent("PUT", "summaries")).toEqual([{ version: 1, expected: 2 }]);
  });

  it("lists the versions, brings any of them back and compares any two, word by word", async () => {
    summaries.put([line("Harbour at nine.", 1, 2)]);
    summaries.put([line("Harbour at ten sharp.", 1, 2)], { source: "user", model: null });
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Compare two versions" }));
    const changes = screen.getByRole("region", { name: "Changes from version 1 to version 2" });
    expect(within(changes).getByText("nine.").tagName).toBe("DEL");
    expect(within(changes).getByText("ten sharp.").tagName).toBe("INS");
    expect(screen.getByText("2 words added, 1 removed")).toBeTruthy();
    await user.selectOptions(screen.getByRole("combobox", { name: "From" }), "Version 2");
    expect(screen.getByText("the same words")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Use version 1" }));
    await screen.findByRole("button", { name: "Use version 2" });
    expect(sent("PUT", "summaries")).toEqual([{ version: 1, expected: 2 }]);
  });

  it("restores one exchange word for word, its price first, and takes that back", async () => {
    summaries.put([line("Two questions.", 1, 4)]);
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Word for word" }));
    const rows = within(await screen.findByRole("list", { name: "Exchanges this line stands for" }));
    const [first] = await rows.findAllByRole("button", { name: /Restore word for word/ });
    const [question, reply] = api.store.messages.get(id) ?? [];
    const price = (question?.tokenCount ?? 0) + (reply?.tokenCount ?? 0);
    expect(first?.textContent).toBe(`Restore word for word +${price}`);
    if (first) await user.click(first);
    expect(await rows.findByRole("button", { name: `Leave it to the summary −${price}` })).toBeTruthy();
    expect(sent("POST", "marks")).toEqual([{ messages: [question?.id, reply?.id], pinned: true }]);
    expect(notices.at(-1)?.text).toBe(`Pinned. It costs ${price} tokens in every turn.`);
    act(() => notices.at(-1)?.action?.run());
    await waitFor(() =>
      expect(rows.getAllByRole("button", { name: /Restore word for word/ })).toHaveLength(2),
    );
    expect(sent("POST", "marks").at(-1)).toEqual({ messages: [question?.id, reply?.id], pinned: false });
  });

  it("restores the whole exchange where a line stands for one half of it", async () => {
    summaries.put([line("The second answer.", 4, 4)]);
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Word for word" }));
    const restore = await screen.findAllByRole("button", { name: /Restore word for word/ });
    expect(restore).toHaveLength(1);
    if (restore[0]) await user.click(restore[0]);
    await screen.findByRole("button", { name: /Leave it to the summary/ });
    const [, , question, reply] = api.store.messages.get(id) ?? [];
    expect(sent("POST", "marks")).toEqual([{ messages: [question?.id, reply?.id], pinned: true }]);
  });

  it("says with numbers why a pin was refused", async () => {
    summaries.put([line("Two questions.", 1, 4)]);
    const message = "Pinned messages may take 2,000 tokens; these would make 2,310.";
    api.refuseNext(`POST /api/conversations/${id}/marks`, {
      status: 422,
      body: { error: { code: "cannot_store", message, details: { cap: 2_000, have: 1_900, wanted: 410 } } },
    });
    const user = show();
    await user.click(await screen.findByRole("button", { name: "Word for word" }));
    const [first] = await screen.findAllByRole("button", { name: /Restore word for word/ });
    if (first) await user.click(first);
    expect((await screen.findByRole("alert")).textContent).toBe(message);
  });

  it("sets what summaries saved against what they cost", async () => {
    summaries.account = {
      spent: [
        { kind: "chat", calls: 12, tokens: 50_000, cost: null },
        {
          kind: "summary",
          calls: 2,
          tokens: 3_100,
          cost: { amount: 0.0031, currency: "USD", asOf: "2026-11-01" },
        },
      ],
      saved: 41_200,
      net: 38_100,
    };
    show();
    expect(await screen.findByText("Summaries saved 41,200 tokens and cost 3,100.")).toBeTruthy();
    expect(screen.getByText("38,100 saved on balance")).toBeTruthy();
    expect(screen.getByRole("row", { name: "Summaries 2 calls 3,100 $0.0031" })).toBeTruthy();
  });
});
