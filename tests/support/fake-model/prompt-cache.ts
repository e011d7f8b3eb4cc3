import { textTokens } from "./usage";
import type { ChatRequest } from "./wire";

/** Providers cache in blocks of this many tokens, and forget what was not asked for lately. */
const BLOCK = 128;
const KEPT_PROMPTS = 50;

/** Remembers prompts by model, as a provider's prefix cache does. */
export class PromptCache {
  readonly #prompts = new Map<string, string[]>();

  /** Tokens at the beginning of this prompt that an earlier one had as well, in whole blocks; remembers the prompt. */
  lookUp(request: ChatRequest): number {
    const prompt = request.messages.map(({ role, content }) => `<${role}>${content}`).join("");
    const earlier = this.#prompts.get(request.model) ?? [];
    let shared = 0;
    for (const other of earlier) shared = Math.max(shared, sharedLength(prompt, other));
    this.#prompts.set(request.model, [...earlier.slice(1 - KEPT_PROMPTS), prompt]);
    return Math.floor(textTokens(prompt.slice(0, shared).toWellFormed()) / BLOCK) * BLOCK;
  }
}

function sharedLength(a: string, b: string): number {
  const longest = Math.min(a.length, b.length);
  let length = 0;
  while (length < longest && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}
