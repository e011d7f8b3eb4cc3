import type { FoundMemory } from "./found-memory";
import { saysTheSame } from "./similar";

/**
 * What rules and model found together. Where both found the same, the rules' entry stays, with the model's opinion of its
 * importance and, where it had none, the model's topic.
 */
export function combineFound(
  byRules: readonly FoundMemory[],
  byModel: readonly FoundMemory[],
): FoundMemory[] {
  const all = [...byRules];
  for (const entry of byModel) {
    const at = all.findIndex((each) => each.messageId === entry.messageId && alike(each, entry));
    const known = all[at];
    if (known === undefined) all.push(entry);
    else all[at] = { ...known, modelScore: entry.modelScore, topic: known.topic ?? entry.topic };
  }
  return all.sort((a, b) => a.seq - b.seq);
}

function alike(a: FoundMemory, b: FoundMemory): boolean {
  const [one, other] = [a.content.toLowerCase(), b.content.toLowerCase()];
  return one.includes(other) || other.includes(one) || saysTheSame(a.content, b.content);
}
