import { describe, expect, it } from "vitest";
import type { TextStore } from "@/lib/client/browser-storage";
import { createDraftsStore } from "@/lib/client/stores/drafts-store";
import { asId } from "./harness";

const A = asId("00000000-0000-4000-8000-00000000000a");

function device(): TextStore {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set(key, text) {
      kept.set(key, text);
      return true;
    },
    remove: (key) => void kept.delete(key),
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  };
}

describe("text typed before the scripts ran", () => {
  it("comes after the draft that was kept, whichever is read first", () => {
    const store = device();
    store.set("mara:draft:" + A, "kept");
    for (const early of [true, false]) {
      const drafts = createDraftsStore(store, "mara:");
      if (early) drafts.adopt(A, "typed");
      const stop = drafts.start();
      if (!early) drafts.adopt(A, "typed");
      expect(drafts.draft(A)).toBe("kept\ntyped");
      drafts.setDraft(A, "kept");
      stop();
    }
  });

  it("is not doubled when it is what was kept", () => {
    const store = device();
    store.set("mara:draft:" + A, "kept");
    const drafts = createDraftsStore(store, "mara:");
    drafts.adopt(A, "kept");
    const stop = drafts.start();
    drafts.adopt(A, "kept");
    expect(drafts.draft(A)).toBe("kept");
    stop();
  });
});
