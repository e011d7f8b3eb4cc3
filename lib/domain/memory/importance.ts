import type { ImportanceReason, MemoryKind, MemoryTrust } from "@/types/memory";

export type ImportanceFacts = {
  kind: MemoryKind;
  trust: MemoryTrust;
  /** Somebody asked for it to be remembered. */
  explicit: boolean;
  /** Numbers, dates and names in it. */
  details: number;
  /** How often it was said, the first time included. */
  said: number;
  /** In how many calls it has been. */
  uses: number;
  /** A model's own opinion, 0–10; null where none was asked. */
  modelScore: number | null;
};

const BY_KIND: Readonly<Record<MemoryKind, number>> = {
  instruction: 5,
  preference: 4,
  fact: 3.5,
  decision: 4,
  goal: 3.5,
  question: 2.5,
  episode: 2,
};
const BY_TRUST: Readonly<Record<MemoryTrust, number>> = {
  stated: 0.5,
  confirmed: 1,
  hand_written: 1,
  imported: -0.5,
};
const EXPLICIT = 3;
const DETAIL = 0.5;
const MOST_DETAILS = 3;
/** Points for each doubling. */
const REPETITION = 0.5;
const MOST_REPETITION = 1.5;
const USE = 0.4;
const MOST_USE = 2;
/** What a model's opinion may add or take. */
const MODEL_SHARE = 0.2;

/**
 * importance = kind + whose word it is + 3 if asked for + 0.5 for each number, date or name (3 at most) + 0.5 · log₂(times
 * said), at most 1.5 + 0.4 · log₂(1 + uses), at most 2 + 0.2 · (model's score − 5), within 0 and 10, to a tenth. The reasons
 * are its terms.
 */
export function importanceOf(facts: ImportanceFacts): { importance: number; reasons: ImportanceReason[] } {
  const reasons: ImportanceReason[] = [{ rule: facts.kind, points: BY_KIND[facts.kind] }];
  const add = (rule: string, points: number) => {
    const rounded = toTenth(points);
    if (rounded !== 0) reasons.push({ rule, points: rounded });
  };
  add(facts.trust, BY_TRUST[facts.trust]);
  add("asked_for", facts.explicit ? EXPLICIT : 0);
  add("specific", Math.min(facts.details, MOST_DETAILS) * DETAIL);
  add("said_again", Math.min(MOST_REPETITION, REPETITION * Math.log2(Math.max(1, facts.said))));
  add("used", Math.min(MOST_USE, USE * Math.log2(1 + facts.uses)));
  add("model", facts.modelScore === null ? 0 : MODEL_SHARE * (facts.modelScore - 5));
  let sum = 0;
  for (const { points } of reasons) sum += points;
  return { importance: toTenth(Math.min(10, Math.max(0, sum))), reasons };
}

function toTenth(points: number): number {
  return Math.round(points * 10) / 10;
}

/** The same entry said once more, or used: what the formula says of what is known of it. */
export function importanceAgain(
  reasons: readonly ImportanceReason[],
  facts: Pick<ImportanceFacts, "kind" | "trust" | "said" | "uses" | "details"> & { explicit?: boolean },
): { importance: number; reasons: ImportanceReason[] } {
  const explicit = facts.explicit === true || reasons.some(({ rule }) => rule === "asked_for");
  const model = reasons.find(({ rule }) => rule === "model");
  const modelScore = model === undefined ? null : model.points / MODEL_SHARE + 5;
  return importanceOf({ ...facts, explicit, modelScore });
}
