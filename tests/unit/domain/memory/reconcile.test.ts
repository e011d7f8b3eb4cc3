import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findMemories } from "@/lib/domain/memory/find-memories";
import type { FoundMemory } from "@/lib/domain/memory/found-memory";
import { reconcile, type Reconciled } from "@/lib/domain/memory/reconcile";
import { conversationId, messageId } from "@/types/api";
import { memoryId } from "@/types/memory-api";
import type { Memory } from "@/types/memory";
import { aMemory, aSource, daysAgo } from "./memory-rows";

const here = conversationId.parse(randomUUID());
const setting = { conversationId: here, newId: () => memoryId.parse(randomUUID()) };

function said(...sentences: string[]): FoundMemory[] {
  const messages = sentences.map((content, index) => {
    const id = messageId.parse(randomUUID());
    return { id, seq: index + 1, role: "user" as const, content, author: null, saidAt: daysAgo(0) };
  });
  return findMemories(messages, []);
}

function known(content: string, changes: Partial<Memory> = {}): Memory {
  const [found] = said(content);
  const { kind, topic } = found ?? { kind: "fact", topic: null };
  return aMemory({ content, kind, topic, sources: [aSource()], createdAt: daysAgo(9), ...changes });
}

const verbs = (changes: readonly Reconciled[]) => changes.map((change) => change.do);

describe("reconciling what was found with what is known", () => {
  it("inserts what is new", () => {
    expect(verbs(reconcile(said("I live in Oslo."), [], setting))).toEqual(["insert"]);
  });

  it("merges what is said again, in the same words or in others", () => {
    const home = known("I live in Oslo.");
    for (const sentence of ["I live in Oslo", "Ich wohne in Oslo.", "I'm living in Oslo now."]) {
      expect(reconcile(said(sentence), [structuredClone(home)], setting)).toMatchObject([
        { do: "merge", id: home.id },
      ]);
    }
  });

  it("closes what is contradicted, and links it", () => {
    const home = known("I live in Oslo.");
    const [inserted, closed] = reconcile(said("I moved to Bergen."), [home], setting);
    expect(inserted).toMatchObject({ do: "insert", found: { content: "I moved to Bergen." } });
    expect(closed).toEqual({ do: "close", id: home.id, by: inserted?.do === "insert" && inserted.id });
  });

  it("follows a value through several corrections in one go", () => {
    const changes = reconcile(said("I live in Oslo.", "I moved to Bergen.", "I moved to Bodø."), [], setting);
    expect(verbs(changes)).toEqual(["insert", "insert", "close", "insert", "close"]);
  });

  it("does not let history overrule what was said since", () => {
    const home = known("I live in Bergen.", {
      validFrom: new Date(Date.parse(daysAgo(0)) + 1_000).toISOString(),
    });
    const changes = reconcile(said("I live in Oslo."), [home], setting);
    expect(changes).toMatchObject([{ do: "insert" }, { do: "close", by: home.id }]);
  });

  it("changes nothing for a message that was read before", () => {
    const found = said("I live in Oslo.");
    const home = known("I live in Oslo.", {
      sources: [aSource({ messageId: found[0]?.messageId ?? aSource().messageId })],
    });
    expect(reconcile(found, [home], setting)).toEqual([]);
  });

  it("keeps goals and decisions to their own conversation", () => {
    const elsewhere = known("We decided to use oak.", {
      type: "working",
      conversationId: conversationId.parse(randomUUID()),
    });
    expect(verbs(reconcile(said("We decided to use oak."), [elsewhere], setting))).toEqual(["insert"]);
    const same = { ...elsewhere, conversationId: here };
    expect(verbs(reconcile(said("We decided to use oak."), [same], setting))).toEqual(["merge"]);
  });

  it("closes an open question with the decision that answers it", () => {
    const open = known("We still need to decide which venue to book.", {
      type: "working",
      conversationId: here,
    });
    const changes = reconcile(said("We decided to book the harbour venue."), [open], setting);
    expect(changes).toMatchObject([{ do: "insert" }, { do: "close", id: open.id }]);
  });

  it("keeps a conversation's working entries to twelve", () => {
    const old = Array.from({ length: 12 }, (_, n) =>
      known(`We decided to plant row ${n}.`, {
        type: "working",
        conversationId: here,
        validFrom: daysAgo(30 - n),
      }),
    );
    const changes = reconcile(said("We decided to build a greenhouse."), old, setting);
    expect(changes).toMatchObject([{ do: "insert" }, { do: "close", id: old[0]?.id, by: null }]);
  });

  it("puts somebody's own word in the place of a file's", () => {
    const imported = known("I live in Oslo.", { trust: "imported", sources: [] });
    expect(reconcile(said("I live in Oslo."), [imported], setting)).toMatchObject([
      { do: "insert", found: { trust: "stated" } },
      { do: "close", id: imported.id },
    ]);
  });
});
