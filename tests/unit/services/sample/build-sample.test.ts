import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "@/lib/adapters/node/sha256";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { SAMPLE_TURNS } from "@/lib/domain/sample/sample-conversation";
import type { ImportedConversation } from "@/lib/ports/conversation-importer";
import { buildSample } from "@/lib/services/sample/build-sample";
import { anAgent } from "../sample-rows";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const agent = anAgent({ systemPrompt: "You are a helpful assistant. Be exact and brief.", revision: 4 });
const build = () => buildSample({ counter: createCounterPort(), digest: sha256 }, agent, NOW);

describe("the sample conversation", () => {
  let sample: Omit<ImportedConversation, "owner">;
  beforeAll(async () => {
    sample = await build();
  });

  it("is named as a sample, has about sixty messages in turns, and ended before now", () => {
    expect(sample.title).toMatch(/^A sample: /);
    expect(sample.metadata).toEqual({ sample: true });
    expect(sample.messages.length).toBe(2 * SAMPLE_TURNS.length);
    expect(sample.messages.length).toBeGreaterThanOrEqual(56);
    const times = sample.messages.map(({ createdAt }) => Date.parse(createdAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(NOW);
    expect(sample.messages.every(({ tokenCount }) => tokenCount > 4)).toBe(true);
  });

  it("has outgrown its budget once: one summary stands for what is older than the rest", () => {
    const { summary, receipts } = sample;
    const versions = receipts.map(({ receipt }) => receipt.summarised?.version ?? null);
    expect(new Set(versions)).toEqual(new Set([null, 1]));
    // The last replies were given with the summary, the others before there was one.
    expect(versions).toEqual(versions.toSorted((a, b) => Number(a) - Number(b)));
    expect(versions.filter((version) => version === 1).length).toBeGreaterThanOrEqual(3);
    expect(summary).toMatchObject({ from: 1, source: "extract", model: null });
    expect(summary?.to).toBeGreaterThanOrEqual(16);
    expect(summary?.to).toBeLessThan(sample.messages.length - 20);
    expect(summary?.tokens).toBeLessThan((summary?.replaces ?? 0) / 1.5);
  });

  it("keeps in its summary what the last question asks for", () => {
    const lines = sample.summary?.lines.map(({ text }) => text) ?? [];
    const ledger =
      sample.summary?.facts.filter(({ where }) => where === "ledger").map(({ text }) => text) ?? [];
    const said = [...lines, ...ledger].join("\n");
    for (const fact of ["NE-4471", "12 cores", "Moira Sills", "01632 960417"]) expect(said).toContain(fact);
  });

  it("has a receipt for every reply whose lines add up to its total", () => {
    expect(sample.receipts.map(({ seq }) => seq)).toEqual(SAMPLE_TURNS.map((_, index) => 2 * index + 2));
    for (const { receipt, glance } of sample.receipts) {
      expect(receipt.lines.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(receipt.total);
      expect(receipt.total).toBeLessThanOrEqual(receipt.settings.budget - receipt.settings.replyReserve);
      expect(receipt).toMatchObject({ format: 1, strategy: "hybrid", provider: "offline" });
      expect(receipt.promptHash).toMatch(/^[0-9a-f]{64}$/);
      expect(glance.tokens).toBe(receipt.total);
    }
  });

  it("shows every control at work: a pin that stays in, and a detour that is muted", () => {
    const { receipt } = sample.receipts.at(-1) ?? {};
    const pinned = sample.messages.findIndex((message) => message.pinned) + 1;
    const muted = sample.messages.findIndex((message) => message.muted) + 1;
    expect(receipt?.pinned).toEqual([[pinned, pinned]]);
    expect(pinned).toBeLessThan(sample.summary?.to ?? 0);
    expect(sample.messages[muted]?.muted).toBe(true);
    const held = receipt?.verbatim.some(([from, to]) => from <= muted && muted <= to);
    expect(held).toBe(false);
  });

  it("always comes out the same", async () => {
    expect(await build()).toEqual(sample);
  });
});
