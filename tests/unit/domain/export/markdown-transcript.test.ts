import { describe, expect, it } from "vitest";
import {
  isShown,
  transcriptEnd,
  transcriptEntry,
  transcriptHead,
} from "@/lib/domain/export/markdown-transcript";
import { aConversation, aMessage } from "../../services/sample-rows";
import { aReceipt } from "../../services/export/sample-receipt";

const AT = "2026-11-21T14:09:33.123456+00:00";
const entry = (message: Parameters<typeof aMessage>[0], receipt: object | null = null) =>
  transcriptEntry({
    message: aMessage({ createdAt: AT, ...message }),
    agentName: "Data engineer",
    receipt: receipt === null ? null : { receipt: aReceipt(receipt) },
  });

describe("a transcript in Markdown", () => {
  it("begins with the title, when it was made, and what keeps its context", () => {
    const head = transcriptHead(aConversation({ title: "Plans *for* #1", messageCount: 1_204 }), AT);
    expect(head).toBe(
      "# Plans \\*for\\* \\#1\n\nExported 2026-11-21 14:09 UTC · 1,204 messages · strategy hybrid · budget 8,000 tokens\n",
    );
  });

  it("says who spoke, when, and what the reply's call held", () => {
    expect(entry({ content: "Hello" })).toBe("\n---\n\n**You** · 2026-11-21 14:09 UTC\n\n> Hello\n");
    const summarised = {
      version: 3,
      range: [1, 41] as [number, number],
      messages: 41,
      tokens: 611,
      replaces: 9e3,
    };
    expect(entry({ role: "assistant", content: "Hi" }, { summarised })).toBe(
      "\n---\n\n**Data engineer** · 2026-11-21 14:09 UTC\n\n> Hi\n\n*2,914 tokens, 41 summarised in version 3, gpt-oss-20b*\n",
    );
  });

  it("says so where there is no receipt, and what was done with a message", () => {
    expect(entry({ role: "assistant", content: "", status: "failed" })).toContain(
      "· failed\n\n>\n\n*No receipt: the call failed before sending.*",
    );
    expect(entry({ pinned: true })).toContain("UTC · pinned\n");
  });

  it("quotes line by line, so that no message ends its quotation", () => {
    const text = entry({ content: "```\ncode\r\n\n---\n**Tool** · now\u2028<!-- open" });
    const [, , , , , ...lines] = text.trimEnd().split("\n");
    expect(lines).toEqual(["> ```", "> code", ">", "> ---", "> **Tool** · now", "> <!-- open"]);
  });

  it("leaves out thinking and what was replaced, and says how much of it", () => {
    expect(isShown(aMessage())).toBe(true);
    expect(isShown(aMessage({ kind: "thinking" }))).toBe(false);
    expect(isShown(aMessage({ supersededBy: aMessage().id }))).toBe(false);
    expect(transcriptEnd(2, { replaced: 0, thoughts: 0 })).toBe("\n---\n\nEnd of the export: 2 messages.\n");
    expect(transcriptEnd(1, { replaced: 1, thoughts: 2 })).toContain(
      "1 message. Only in the JSON export: 1 replaced reply and 2 passages of thinking.",
    );
  });
});
