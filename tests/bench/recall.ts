import { startPostgres } from "../support/postgres";
import { ABLATIONS } from "./recall/ablations";
import { cosinesOf } from "./recall/cosines";
import { answerable, openEvaluation, type Evaluation, type Scores } from "./recall/evaluation";
import { openLocalEmbedder } from "./recall/local-embedder";
import type { Cosines } from "./recall/memory-pool";
import { memoryRetriever } from "./recall/memory-retriever";
import { NO_RECALL, NO_RECALL_LAST, NO_RECALL_UNSEEN } from "./recall/no-recall";
import { createRetriever, type RetrieverOptions } from "./recall/retriever";
import { report } from "./report";

const METRICS = ["R@10", "B@2000", "B@4000"] as const;
const WIDTH = 46;
/** Printed by the evaluation's own README, and what issue and design ask for, as shares of 100. */
const REFERENCE: readonly [string, readonly (number | null)[]][] = [
  ["reference: BM25", [61.3, 74.3, 79.4, 58.3, 63, 64.8]],
  ["reference: unified, lexical", [80.8, 90.5, 94.2, 74.5, 82, 86.3]],
  ["aim, lexical", [80, 90, 94, 74, null, 86]],
  ["reference: unified, hybrid", [80.7, 92.4, 95.8, 90.1, 96.3, 98.8]],
  ["aim, hybrid", [81, 92, 96, 89, 96, 98]],
];
const QUIET_TOKENS = 100;
const GATE_BUDGET = 2_000;
const NEEDING_NOTHING = [...NO_RECALL, ...NO_RECALL_UNSEEN, ...NO_RECALL_LAST];

type CosinesById = ReadonlyMap<string, Cosines>;

/**
 * How much of what questions need is recalled. EVAL_DIR names the evaluation, EMBEDDING_MODEL_DIR the folder with the model;
 * what is not there is left out and said. `--quick`: the comparisons in memory alone.
 */
async function main(): Promise<void> {
  const folder = process.env["EVAL_DIR"];
  if (folder === undefined) {
    console.log("Not measured: EVAL_DIR names no folder with the evaluation.");
    return;
  }
  const evaluation = await openEvaluation(folder);
  const vectors = process.env["EMBEDDING_MODEL_DIR"] !== undefined;
  if (!vectors) console.log("Without vectors: EMBEDDING_MODEL_DIR names no folder with a model.");
  if (!process.argv.includes("--quick")) await wholePath(evaluation, vectors);
  await ablation(evaluation, "lexical", null);
  await gate(evaluation, "lexical", null, { quiet: 50, loss: 5 });
  if (!vectors) return;
  const cosines = await allCosines(evaluation);
  await ablation(evaluation, "hybrid", cosines);
  await gate(evaluation, "hybrid", cosines, { quiet: 75, loss: 3 });
}

/** The store, the recall service and the context builder of the product. */
async function wholePath({ sets, scoresOf }: Evaluation, vectors: boolean): Promise<void> {
  heading("The whole path");
  for (const [name, figures] of REFERENCE) line(name, figures);
  const { server, reason } = await startPostgres();
  server?.stop();
  if (server === null) console.log(`PostgreSQL is left out: ${reason}`);
  const ways: { name: string; options: RetrieverOptions }[] = [{ name: "lexical on PGlite", options: {} }];
  if (server !== null) ways.unshift({ name: "lexical on PostgreSQL", options: { database: "postgres" } });
  if (vectors) ways.push({ name: "hybrid on PGlite", options: { vectors } });
  for (const { name, options } of ways) {
    const scores: Scores[] = [];
    for (const set of sets)
      scores.push(await scoresOf(set, (conversation) => createRetriever(conversation, options)));
    line(name, figuresOf(scores));
  }
}

/** Of every question and every message that needs nothing, by the real model. */
async function allCosines({ sets }: Evaluation): Promise<CosinesById> {
  const { embedder, close } = await openLocalEmbedder();
  const cosines = new Map<string, Cosines>();
  try {
    for (const { questions, ...conversation } of sets.flatMap(({ conversations }) => conversations)) {
      const asked = [...questions.map(({ question }) => question), ...NEEDING_NOTHING];
      cosines.set(conversation.id, await cosinesOf(embedder, conversation, [...new Set(asked)]));
    }
  } finally {
    await close();
  }
  return cosines;
}

/** What each part is worth: the same in memory, without it. */
async function ablation(
  { sets, scoresOf }: Evaluation,
  kind: string,
  cosines: CosinesById | null,
): Promise<void> {
  heading(`In memory, ${kind}`);
  const rows = ABLATIONS.filter(({ vectors }) => vectors !== true || cosines !== null);
  for (const { without, variant } of [{ without: null, variant: {} }, ...rows]) {
    const scores: Scores[] = [];
    for (const set of sets) {
      scores.push(
        await scoresOf(set, (conversation) =>
          memoryRetriever(conversation, cosines?.get(conversation.id) ?? null, variant),
        ),
      );
    }
    line(without === null ? "all of it" : `without ${without}`, figuresOf(scores));
  }
}

/** Messages that need nothing from before, and what the questions lose by it. */
async function gate(
  { sets, scoresOf }: Evaluation,
  kind: string,
  cosines: CosinesById | null,
  goal: { quiet: number; loss: number },
): Promise<void> {
  for (const set of sets) {
    const scores = async (open: boolean) =>
      scoresOf(set, (conversation) =>
        memoryRetriever(conversation, cosines?.get(conversation.id) ?? null, { open }),
      );
    const [closed, open] = [await scores(false), await scores(true)];
    const talks = answerable(set).map(({ conversation }) =>
      memoryRetriever(conversation, cosines?.get(conversation.id) ?? null),
    );
    const quiet = (messages: readonly string[]) => {
      const tokens = talks.flatMap((talk) =>
        messages.map((message) => talk.recalledTokens(message, GATE_BUDGET)),
      );
      return (100 * tokens.filter((many) => many < QUIET_TOKENS).length) / tokens.length;
    };
    report(
      `The gate, ${kind}, ${set.name}: of messages that need nothing, % with under ${QUIET_TOKENS} tokens`,
      [
        { what: "that it was fitted to", measured: quiet(NO_RECALL), goal: { atLeast: goal.quiet } },
        { what: "written afterwards", measured: quiet(NO_RECALL_UNSEEN), goal: { atLeast: goal.quiet } },
        { what: "written last", measured: quiet(NO_RECALL_LAST), goal: { atLeast: goal.quiet } },
        {
          what: "B@2k that questions lose, points",
          measured: 100 * ((open["B@2000"] ?? 0) - (closed["B@2000"] ?? 0)),
          goal: { atMost: goal.loss },
        },
      ],
    );
  }
}

function heading(title: string): void {
  const columns = ["people", "assistant"].flatMap((set) =>
    METRICS.map((metric) => `${set.slice(0, 4)} ${metric}`),
  );
  console.log(`\n${title.padEnd(WIDTH)}${columns.map((name) => name.padStart(12)).join("")}`);
}

function line(name: string, figures: readonly (number | null)[]): void {
  const cells = figures.map((figure) => (figure === null ? "-" : figure.toFixed(1)).padStart(12));
  console.log(`${name.padEnd(WIDTH)}${cells.join("")}`);
}

function figuresOf(scores: readonly Scores[]): number[] {
  return scores.flatMap((each) => METRICS.map((metric) => 100 * (each[metric] ?? 0)));
}

await main();
