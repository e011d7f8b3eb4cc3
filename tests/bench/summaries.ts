import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { renderSummary } from "@/lib/domain/summaries/render-summary";
import { parseSummary } from "@/lib/domain/summaries/parse-summary";
import { summaryTarget } from "@/lib/domain/summaries/summary-budget";
import { summaryBlock } from "@/lib/domain/prompts/system-message";
import { NOTHING, summaryMaterial, writeSummary } from "@/lib/services/summaries/write-summary";
import type { WrittenSummary } from "@/lib/services/summaries/write-summary";
import { isSaid, PLANTED, scriptedConversation, type Planted } from "./planted-facts";
import { report, type Row } from "./report";

const BUDGET = 8_000;
const scale = { counter: createCounterPort(), family: "gpt-oss", budget: BUDGET } as const;
const MESSAGES = scriptedConversation();

/** What is in reach of a call that holds this text. */
function share(text: string, kind?: Planted["kind"]): number {
  const wanted = kind === undefined ? PLANTED : PLANTED.filter((fact) => fact.kind === kind);
  return (100 * wanted.filter((fact) => isSaid(text, fact)).length) / wanted.length;
}

/** The last three messages, each cut at 50 characters. */
function lastThree(): string {
  return MESSAGES.slice(-3)
    .map(({ content }) => content.slice(0, 50))
    .join("\n");
}

/** Every sentence that plants a fact as a note, but for two of five: what a careless model leaves out. */
function carelessNotes(): string {
  const notes: string[] = [];
  for (const [index, { seq, sentence }] of PLANTED.entries()) {
    if (index % 5 !== 1 && index % 5 !== 3) notes.push(`- [${seq}] ${sentence}`);
  }
  return `Here is the summary:\n${notes.join("\n")}`;
}

function textOf({ lines, facts }: WrittenSummary): string {
  return renderSummary(lines, facts).text;
}

function sharesOf(what: string, text: string): Row[] {
  const kinds = ["name", "number", "date", "decision", "command"] as const;
  const rows = kinds.map((kind) => ({ what: `${what}: ${kind}s kept, %`, measured: share(text, kind) }));
  return [...rows, { what: `${what}: all ${PLANTED.length} planted, %`, measured: share(text) }];
}

async function main(): Promise<void> {
  const material = await summaryMaterial(NOTHING, MESSAGES);
  const offline = await writeSummary(scale, material, null);
  const lines = parseSummary(carelessNotes(), { from: 1, to: MESSAGES.length });
  const careless = await writeSummary(scale, material, lines);
  const ledger = careless.facts.filter(({ where }) => where === "ledger");
  const carelessText = textOf(careless);
  const found = ledger.filter((fact) => carelessText.includes(fact.text));
  const linesAlone = await tokensOf(summaryBlock(careless.lines, []).text);
  const target = summaryTarget(BUDGET);

  report(`Summaries of ${MESSAGES.length} messages at a budget of ${BUDGET} tokens`, [
    ...sharesOf("(a) last three, cut at 50", lastThree()),
    ...sharesOf("(b) ours, offline", textOf(offline)),
    ...sharesOf("(c) a model that drops 40 %", carelessText),
    {
      what: "(c) its own lines, all planted, %",
      measured: share(renderSummary(careless.lines, []).text),
    },
    {
      what: "(c) ledgered facts in the summary, %",
      measured: ledger.length === 0 ? 0 : (100 * found.length) / ledger.length,
      goal: { atLeast: 100 },
      note: `${ledger.length} of ${careless.facts.length} facts in the ledger, ${countLost(careless)} lost`,
    },
    { what: "(b) tokens", measured: offline.tokens, goal: { atMost: target } },
    { what: "(c) tokens of its lines", measured: linesAlone, goal: { atMost: target } },
    {
      what: "(c) tokens, ledger included",
      measured: careless.tokens,
      goal: { atMost: target },
    },
  ]);
}

function countLost({ facts }: WrittenSummary): number {
  return facts.filter(({ where }) => where === "lost").length;
}

function tokensOf(text: string): Promise<number> {
  return scale.counter.countText(scale.family, text);
}

await main();
