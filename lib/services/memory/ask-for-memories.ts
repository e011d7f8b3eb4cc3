import { extractionPrompt, repairPrompt } from "@/lib/domain/memory/extraction-prompt";
import type { OwnMessage } from "@/lib/domain/memory/find-memories";
import type { FoundMemory } from "@/lib/domain/memory/found-memory";
import { parseExtraction } from "@/lib/domain/memory/parse-extraction";
import { readStatement } from "@/lib/domain/memory/read-statement";
import { isQuestion } from "@/lib/domain/offline/is-question";
import type { ExtractionWork } from "@/lib/ports/memory-store";
import { chargedAnswer, type AskTarget, type ChargedDeps } from "../summaries/charged-answer";

const ANSWER_TOKENS = 700;
const THINKING_TOKENS = 1_000;
/** Calls of one conversation after which they have to have been worth their tokens. */
const TRIED_CALLS = 3;
/** What an entry may have cost to find. */
const TOKENS_AN_ENTRY = 1_500;

/** Who speaks of himself says "I" or "my": a message without either is a task or a remark. */
const OF_ONESELF =
  /(?<![\p{L}])(?:i|i['’]\w+|my|mine|me|myself|we|our|us|ich|mein\p{L}*|mir|mich|wir|unser\p{L}*|uns|je|j['’]\p{L}*|mon|ma|mes|moi|nous|notre|nos|yo|mi|mis|me|nosotros|nuestr\p{L}*|io|mio|mia|miei|noi|nostr\p{L}*|eu|meu|minha|nós|noss\p{L}*|я|мой|моя|моё|мои|мне|меня|мы|наш\p{L}*|нам)(?![\p{L}])|我|咱|私|僕|俺|うち/iu;

/** Whether a model may find more than our rules: somebody speaks of himself in a way that they do not read. */
export function leavesMore(own: readonly OwnMessage[]): boolean {
  return own.some(({ sentences }) =>
    sentences.some(
      (sentence) => OF_ONESELF.test(sentence) && !isQuestion(sentence) && readStatement(sentence) === null,
    ),
  );
}

/** Whether what a model found in this conversation was worth what asking it has cost so far. */
export function paysOff({ calls, spent, found }: ExtractionWork["account"]): boolean {
  return calls < TRIED_CALLS || spent <= found * TOKENS_AN_ENTRY;
}

/**
 * What a model finds in users' own sentences. An answer that is not what was asked for is repaired once, then dropped with a
 * note in the log. Empty where the model fails. Never throws.
 */
export async function askForMemories(
  deps: ChargedDeps,
  target: AskTarget,
  own: readonly OwnMessage[],
  signal: AbortSignal,
): Promise<FoundMemory[]> {
  const { conversationId, chosen, log } = target;
  const maxOutputTokens = ANSWER_TOKENS + (chosen.info.thinks ? THINKING_TOKENS : 0);
  const first = extractionPrompt(own);
  let prompt = first;
  for (const attempt of ["first", "repaired"] as const) {
    const question = { ...prompt, kind: "extraction" as const, maxOutputTokens };
    const answer = await chargedAnswer(deps, target, question, signal);
    if (answer === null) return [];
    const parsed = parseExtraction(answer, own);
    if (parsed.ok) {
      const { found, dropped } = parsed;
      if (dropped > 0)
        log.info({ conversationId, found: found.length, dropped }, "extraction.entries_dropped");
      return found;
    }
    if (attempt === "repaired") log.warn({ conversationId, problem: parsed.problem }, "extraction.dropped");
    prompt = repairPrompt(first, parsed.problem);
  }
  return [];
}
