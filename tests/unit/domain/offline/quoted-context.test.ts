import { describe, expect, it } from "vitest";
import { offlineReply } from "@/lib/domain/offline/offline-reply";
import { SIGNATURE } from "@/lib/domain/offline/own-replies";
import type { SpokenPart } from "@/lib/domain/offline/spoken-part";

const NOW = "2026-11-21T15:02:00Z";

function ask(question: string, quotes: SpokenPart["quotes"], window: SpokenPart[] = []): string {
  const system: SpokenPart = {
    role: "system",
    content: "Be brief.\n\n## Pinned messages\n> You: the ferry leaves at 06:40\n",
    saidAt: null,
    ...(quotes === undefined ? {} : { quotes }),
  };
  return offlineReply([system, ...window, { role: "user", content: question, saidAt: NOW }], NOW);
}

describe("what pins and summaries hold", () => {
  const ferry = {
    role: "user",
    content: "The ferry leaves at 06:40 from pier 7.",
    saidAt: "2026-11-20T15:02:00Z",
  } as const;

  it("is found, and counts as said by who said it and when", () => {
    expect(ask("When does the ferry leave?", [ferry])).toContain(
      "“The ferry leaves at 06:40 from pier 7.” — you said this on 20 November 2026 at 15:02 UTC, 1 day ago.",
    );
    expect(ask("When does the ferry leave?", [{ ...ferry, role: "assistant" }])).toContain(
      "— an earlier reply said this",
    );
  });

  it("is not read out of the system message itself", () => {
    expect(ask("When does the ferry leave?", undefined)).toContain("Nothing in this conversation says");
  });

  it("gives way to what was said later", () => {
    const later: SpokenPart = { ...ferry, content: "The ferry leaves at 08:15 from pier 7.", saidAt: NOW };
    const reply = ask("When does the ferry leave?", [ferry], [later]);
    expect(reply.indexOf("08:15")).toBeGreaterThan(-1);
    expect(reply.indexOf("06:40") === -1 || reply.indexOf("08:15") < reply.indexOf("06:40")).toBe(true);
  });

  it("is quoted once where the window holds it as well", () => {
    expect(ask("When does the ferry leave?", [ferry], [ferry]).split("06:40")).toHaveLength(2);
  });

  it("includes that the offline model has introduced itself", () => {
    const introduced = { role: "assistant", content: `Noted: “x”\n\n${SIGNATURE}`, saidAt: null } as const;
    expect(ask("When does the ferry leave?", [introduced, ferry]).endsWith(SIGNATURE)).toBe(true);
  });
});

describe("what is recalled before the current message", () => {
  const said = (content: string, saidAt: string) => ({ role: "user", content, saidAt }) as const;
  const recalled = (quotes: SpokenPart["quotes"]): SpokenPart => ({
    role: "system",
    content: "# Recalled\n",
    saidAt: null,
    ...(quotes === undefined ? {} : { quotes }),
  });
  const old = said("I live in Berlin.", "2026-03-01T09:00:00Z");
  const moved = said("I live in Lisbon.", "2026-09-01T09:00:00Z");
  const question: SpokenPart = { role: "user", content: "Where do I live?", saidAt: NOW };

  it("is as old as it is, wherever it stands: what the window says later wins", () => {
    const reply = offlineReply([moved, recalled([old]), question], NOW);
    expect(reply).toContain("Lisbon");
    expect(reply.indexOf("Berlin") === -1 || reply.indexOf("Lisbon") < reply.indexOf("Berlin")).toBe(true);
    const other = offlineReply([old, recalled([moved]), question], NOW);
    expect(other.indexOf("Berlin") === -1 || other.indexOf("Lisbon") < other.indexOf("Berlin")).toBe(true);
  });

  it("holds the value of now: what was said before the memory that answers is not quoted", () => {
    const memory = { ...said("I live in Lisbon.", "2026-09-01T09:00:00Z"), remembered: true };
    const reply = offlineReply([recalled([old, memory]), question], NOW);
    expect(reply).toContain("“I live in Lisbon.” — you said this on 1 September 2026");
    expect(reply).not.toContain("Berlin");
    // The positive control: without the memory the old statement is what there is.
    expect(offlineReply([recalled([old]), question], NOW)).toContain("Berlin");
  });

  it("leaves alone what a memory does not answer", () => {
    const memory = { ...said("I prefer tea to coffee.", "2026-10-01T09:00:00Z"), remembered: true };
    expect(offlineReply([recalled([old, memory]), question], NOW)).toContain("Berlin");
  });

  it("gives way to what was said after the memory", () => {
    const memory = { ...old, remembered: true };
    expect(offlineReply([recalled([memory]), moved, question], NOW)).toContain("Lisbon");
  });
});
