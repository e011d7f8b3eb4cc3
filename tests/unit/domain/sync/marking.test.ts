import { describe, expect, it } from "vitest";
import { applyChatEvent } from "@/lib/domain/sync/apply-chat-event";
import type { ChatEvent } from "@/lib/domain/sync/chat-event";
import { emptyChat } from "@/lib/domain/sync/chat-state";
import { createTranscript } from "@/lib/domain/sync/transcript";
import { CONVERSATION, finished } from "./sample-history";

const ROWS = finished(2);
const page: ChatEvent = { type: "page", span: { kind: "newest" }, messages: ROWS, hasMore: false };
const [first, second] = ROWS.map((row) => row.id);

function after(...events: ChatEvent[]) {
  const state = [page, ...events].reduce(applyChatEvent, emptyChat(CONVERSATION));
  return createTranscript()(state).map(({ pinned, muted, compressed }) =>
    [pinned && "pinned", muted && "muted", compressed && "compressed"].filter(Boolean).join(" "),
  );
}

const wanted = (step: number, change: object, ids = [first]): ChatEvent => ({
  type: "marks_wanted",
  step,
  ids: ids.flatMap((id) => id ?? []),
  change,
});
const refused = (step: number): ChatEvent => ({ type: "marks_settled", step, messages: [] });

describe("marks on their way to the server", () => {
  it("show at once, and go when the server refuses them", () => {
    expect(after(wanted(1, { pinned: true }))).toEqual(["pinned", "", "", ""]);
    expect(after(wanted(1, { pinned: true }), refused(1))).toEqual(["", "", "", ""]);
  });

  it("give way to the stored message, whose marks are the truth", () => {
    const stored = { ...ROWS[0], muted: true, revision: 2 } as (typeof ROWS)[number];
    const settled: ChatEvent = { type: "marks_settled", step: 1, messages: [stored] };
    expect(after(wanted(1, { pinned: true }), settled)).toEqual(["muted", "", "", ""]);
  });

  it("take muted off with pinning and the reverse, as the server does", () => {
    expect(after(wanted(1, { pinned: true }), wanted(2, { muted: true }))[0]).toBe("muted");
    expect(after(wanted(1, { muted: true }), wanted(2, { pinned: true }))[0]).toBe("pinned");
  });

  it("keep a later wish when an earlier one fails", () => {
    const both = after(wanted(1, { pinned: true }), wanted(2, { compressed: true }), refused(1));
    expect(both[0]).toContain("compressed");
    expect(after(wanted(2, { pinned: true }), refused(1))[0]).toBe("pinned");
  });

  it("leave the entries of other messages as they are", () => {
    const read = createTranscript();
    const before = applyChatEvent(emptyChat(CONVERSATION), page);
    const entries = read(before);
    const now = read(applyChatEvent(before, wanted(1, { muted: true }, [second])));
    expect(now[0]).toBe(entries[0]);
    expect(now[1]).not.toBe(entries[1]);
    expect(now[2]).toBe(entries[2]);
  });
});
