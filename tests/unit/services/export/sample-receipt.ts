import type { Receipt } from "@/types/receipt";

/** A receipt of a call that held nothing but its message. */
export function aReceipt(fields: Partial<Receipt> = {}): Receipt {
  return {
    format: 1,
    strategy: "hybrid",
    settings: {
      maxTokens: 8_000,
      windowSize: null,
      summaryThreshold: 6_000,
      budget: 8_000,
      replyReserve: 1_500,
      thinkingAllowance: 0,
    },
    model: "gpt-oss-20b",
    provider: "groq",
    accuracy: { kind: "exact" },
    lines: [],
    total: 2_914,
    counted: 2_914,
    verbatim: [],
    pinned: [],
    compressed: [],
    muted: [],
    summarised: null,
    leftOut: [],
    recalled: [],
    rate: null,
    promptHash: "00",
    builtAt: "2026-11-21T14:09:00Z",
    ...fields,
  };
}
