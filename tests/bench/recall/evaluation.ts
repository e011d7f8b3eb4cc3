import path from "node:path";
import { pathToFileURL } from "node:url";
import type { EvalConversation } from "./eval-conversation";

export type EvalQuestion = { id: string; category: number | string; question: string; evidence: string[] };
export type EvalSet = {
  name: "people" | "assistant";
  conversations: (EvalConversation & { questions: EvalQuestion[] })[];
  scoring: { categories?: (number | string)[]; adversarialCategory: number | string };
};

/** Shares from 0 to 1, by the metric's name: "R@10", "B@2000" and so on. */
export type Scores = Record<string, number>;

type Retriever = {
  search(query: string, options: { k: number }): string[] | Promise<string[]>;
  buildContext?(query: string, options: { budget: number }): { text: string } | Promise<{ text: string }>;
  close?(): Promise<void>;
};
export type MakeRetriever = (conversation: EvalConversation) => Retriever | Promise<Retriever>;

type Modules = {
  evaluate: (
    conversations: EvalSet["conversations"],
    make: MakeRetriever,
    options: object,
  ) => Promise<{ overall: Scores }>;
  loadLocomo: (file: string) => EvalSet["conversations"];
  loadAssistant: (file: string) => EvalSet["conversations"];
  ANSWERABLE: string[];
  UNANSWERABLE: string;
};

/** The only budgets that are asked for, in tokens. */
const BUDGETS = [2_000, 4_000];

export type Evaluation = {
  sets: EvalSet[];
  scoresOf: (set: EvalSet, make: MakeRetriever) => Promise<Scores>;
};

/** The evaluation in `folder`: its own loaders and its own scoring. */
export async function openEvaluation(folder: string): Promise<Evaluation> {
  const load = async (file: string) =>
    (await import(pathToFileURL(path.join(folder, file)).href)) as Partial<Modules>;
  const parts = await Promise.all(["run.mjs", "dataset.mjs", "assistant-dataset.mjs"].map(load));
  const { evaluate, loadLocomo, loadAssistant, ANSWERABLE, UNANSWERABLE } = Object.assign(
    {},
    ...parts,
  ) as Modules;
  return {
    sets: [
      {
        name: "people",
        conversations: loadLocomo(path.join(folder, "data/locomo-dev.json")),
        scoring: { adversarialCategory: 5 },
      },
      {
        name: "assistant",
        conversations: loadAssistant(path.join(folder, "data/assistant-dev.json")),
        scoring: { categories: ANSWERABLE, adversarialCategory: UNANSWERABLE },
      },
    ],
    scoresOf: async ({ conversations, scoring }, make) => {
      const { overall } = await evaluate(conversations, make, { ...scoring, budgets: BUDGETS });
      return overall;
    },
  };
}

/** Those whose evidence counts: not the adversarial ones, and not those without any. */
export function answerable({ conversations, scoring }: EvalSet): {
  conversation: EvalConversation;
  questions: string[];
}[] {
  return conversations.map(({ questions, ...conversation }) => ({
    conversation,
    questions: questions
      .filter(({ category, evidence }) => category !== scoring.adversarialCategory && evidence.length > 0)
      .map(({ question }) => question),
  }));
}
