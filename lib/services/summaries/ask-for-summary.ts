import { ledgerEntries } from "@/lib/domain/summaries/fact-ledger";
import type { SourceMessage } from "@/lib/domain/summaries/extract-facts";
import { parseSummary } from "@/lib/domain/summaries/parse-summary";
import { summaryTarget } from "@/lib/domain/summaries/summary-budget";
import { summaryPrompt } from "@/lib/domain/summaries/summary-prompt";
import type { SummaryLine } from "@/types/summary";
import type { ChosenModel } from "../models/model-registry";
import { chargedAnswer, type AskTarget, type ChargedDeps } from "./charged-answer";
import type { SummaryMaterial } from "./write-summary";

/** Facts that a model is told to keep, the weightiest: more than a summary can say would crowd the messages out. */
const MOST_FACTS_TOLD = 80;
/** A model counts words, not our tokens: what it writes too much is cut by weight afterwards. */
const ROOM_TO_WRITE = 1.5;
/** What instructions, facts and earlier lines take beside the messages, in tokens. */
const BESIDE_MESSAGES = 6_000;
const MOST_MESSAGES = 24_000;
const FEWEST_MESSAGES = 500;
/** Left of a window for what we cannot count exactly. */
const SAFE_SHARE = 0.8;

/** Tokens of raw messages that a model is shown at once; 0 where its window is too small to be of use. */
export function messagesShown({ info }: ChosenModel, budget: number): number {
  const room = info.contextWindow * SAFE_SHARE - BESIDE_MESSAGES - outputFor(info, budget);
  return room < FEWEST_MESSAGES ? 0 : Math.floor(Math.min(MOST_MESSAGES, room));
}

/** The lines that a model writes of some messages; null when it fails or says nothing of use. Never throws. */
export async function askForSummary(
  deps: ChargedDeps,
  target: AskTarget,
  input: { material: SummaryMaterial; messages: readonly SourceMessage[]; from: number; budget: number },
  signal: AbortSignal,
): Promise<SummaryLine[] | null> {
  const { material, messages, budget } = input;
  const told = ledgerEntries(material.facts).slice(0, MOST_FACTS_TOLD);
  const prompt = summaryPrompt({
    earlier: material.earlier.lines.filter((line) => !line.byUser),
    facts: told.flatMap((entry) => entry.facts.slice(0, 1)).toSorted((a, b) => a.seq - b.seq),
    messages,
    target: summaryTarget(budget),
  });
  const maxOutputTokens = outputFor(target.chosen.info, budget);
  const answer = await chargedAnswer(deps, target, { ...prompt, kind: "summary", maxOutputTokens }, signal);
  const to = messages.at(-1)?.seq ?? input.from;
  const lines = answer === null ? [] : parseSummary(answer, { from: input.from, to });
  return lines.length === 0 ? null : lines;
}

function outputFor(info: ChosenModel["info"], budget: number): number {
  const thinking = info.thinks ? 1_000 : 0;
  return Math.min(Math.ceil(summaryTarget(budget) * ROOM_TO_WRITE) + thinking, info.maxOutputTokens);
}
