import { describe, expect, it } from "vitest";
import { costWords, pricesWords } from "@/components/context/cost-words";
import { labAddress, labKeyOf } from "@/components/lab/lab-address";
import { measuredWords } from "@/components/settings/measured-words";
import { chatKeyOf } from "@/components/shell/chat-address";
import type { ModelInfo } from "@/types/chat";
import type { ConversationId } from "@/types/ids";

const ID = "00000000-0000-4000-8000-0000000000c1" as ConversationId;

const model = (more: Partial<ModelInfo>): ModelInfo => ({
  ...{ id: "m", name: "m", provider: "groq", contextWindow: 131_072, maxOutputTokens: 8_192 },
  ...{ thinks: false, known: true, measured: null },
  ...more,
});
const measured = (calls: number, percent: number) =>
  model({ measured: { calls, percent, offset: 0, ratio: 1 } });

describe("figures in words", () => {
  it("show a cost in cents, and as many decimals as a smaller one needs", () => {
    const shown = [0.22, 12, 0, 0.0031, 0.000_004].map((amount) => costWords({ amount, currency: "USD" }));
    expect(shown).toEqual(["$0.22", "$12.00", "$0.00", "$0.0031", "$0.000004"]);
    expect(pricesWords({ asOf: "2026-11-01" })).toBe("at the prices of 1 Nov 2026");
  });

  it("tell how well a model’s counts are known", () => {
    expect(measuredWords(measured(37, 1.2))).toBe("calibrated ±1.2 % over 37 calls");
    expect(measuredWords(measured(37, 0))).toBe("exact over 37 calls");
    expect(measuredWords(measured(1, 3))).toBe("measured over 1 call of 5");
    expect(measuredWords(model({}))).toBe("not measured yet");
    expect(measuredWords(model({ known: false }))).toBe("not measured yet, counts are estimates");
    expect(measuredWords(model({ provider: "offline" }))).toBe("counts exactly");
  });
});

describe("the lab’s address", () => {
  it("belongs to a conversation and is never taken for its chat", () => {
    expect(labKeyOf(labAddress(ID))).toBe(ID);
    expect(chatKeyOf(labAddress(ID))).toBeNull();
    expect(labKeyOf(`/c/${ID}`)).toBeNull();
  });
});
