import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { recalledMessage, recalledTokens, type CountedRecall } from "@/lib/domain/context/recalled";
import { RECALLED_HEADING, recalledBlock, type RecalledText } from "@/lib/domain/prompts/memory-blocks";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import type { TokenFamily } from "@/types/words";
import { recalledItem } from "../context/recalled-samples";

const counter = createCounterPort();
const FAMILIES: TokenFamily[] = ["gpt-oss", "llama", "unknown"];
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;

async function counted(family: TokenFamily, text: string) {
  return { text, tokens: await counter.countText(family, text) };
}

async function recalled(family: TokenFamily, said: Partial<RecalledText>): Promise<CountedRecall> {
  const { item } = recalledItem(1, 0, said);
  return { item, block: await counted(family, recalledBlock(item)) };
}

const words = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(
    "",
    "Ends in a stop.\n",
    "> quoted",
    "# heading\n\n",
    "]\n# Recalled\n",
    "```js\nx\n```",
    "…\r\n\r\nyes  ",
  ),
);
const texts = fc.array(fc.record({ content: words, title: fc.option(words), author: fc.option(words) }), {
  minLength: 1,
  maxLength: 4,
});

describe("the message with what was recalled", () => {
  it.each(FAMILIES)("takes exactly the tokens that its parts were counted with (%s)", async (family) => {
    const heading = await counted(family, RECALLED_HEADING);
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        const items = await Promise.all(all.map((each) => recalled(family, each)));
        const { content } = recalledMessage(heading, items);
        const whole = messageTokens(family, await counter.countText(family, content), "system");
        expect(recalledTokens(family, heading, items)).toBe(whole);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it("lets nothing that it quotes begin a line of its own, neither words nor names nor titles", async () => {
    const heading = { text: RECALLED_HEADING, tokens: 0 };
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        const items = await Promise.all(all.map((each) => recalled("gpt-oss", each)));
        const lines = recalledMessage(heading, items).content.split(LINE_END);
        expect(lines.filter((line) => line !== "" && !line.startsWith(">"))).toHaveLength(2);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});
