import type { MessageRole, TokenFamily } from "@/types/words";

/** Tokens that a chat template adds around the texts it carries. */
export type MessageOverhead = {
  /** Around every message: its markers and the one token of its role. */
  perMessage: number;
  /** On top of that for a reply that goes back in, where the template marks its channel. */
  perReply: number;
  /** On top of that for a system message, where the template puts a heading over it. */
  perSystem: number;
  /** On top of the tokens of the name itself, for a message that carries one. */
  perName: number;
  /** Written once a prompt by the template itself, with or without a system message. */
  preamble: number;
  /** What opens the reply that the model is to write. */
  replyPriming: number;
  /** Tokens of this family for one token as counted. */
  ratio: number;
};

// OpenAI cookbook, "How to count tokens with tiktoken": 3 a message plus its role (one token each), 1 a name, 3 for
// <|start|>assistant<|message|>. Its worked example is one of our tests.
const OPENAI: MessageOverhead = {
  perMessage: 4,
  perReply: 0,
  perSystem: 0,
  perName: 1,
  preamble: 0,
  replyPriming: 3,
  ratio: 1,
};

const OVERHEAD: Record<TokenFamily, MessageOverhead> = {
  "openai-o200k": OPENAI,
  "openai-cl100k": OPENAI,
  // Harmony (OpenAI cookbook, "OpenAI harmony response format"), every <|marker|> one token:
  // <|start|>user<|message|>…<|end|> is 4; a reply adds <|channel|>final; the system prompt goes into a developer
  // message between "# Instructions\n\n" (3) and "\n\n" (1); the template opens with a system message of its own
  // (identity, cutoff, date, reasoning effort, channels: 57, and 4 around it); <|start|>assistant opens the reply.
  // A name follows its role after a colon.
  "gpt-oss": {
    perMessage: 4,
    perReply: 2,
    perSystem: 4,
    perName: 1,
    preamble: 61,
    replyPriming: 2,
    ratio: 1,
  },
  // Llama 3 model card: <|start_header_id|>role<|end_header_id|>\n\n…<|eot_id|> is 5, the reply is opened by the first 4
  // of them. Once a prompt: <|begin_of_text|>, and from 3.1 on "Cutting Knowledge Date: …\nToday Date: …\n\n" (20) in a
  // system message. The format has no names.
  llama: {
    perMessage: 5,
    perReply: 0,
    perSystem: 0,
    perName: 0,
    preamble: 26,
    replyPriming: 4,
    ratio: 1,
  },
  // The format is not known: the longest of the common ones a message (ChatML's <|im_start|>role\n…<|im_end|>\n is 5 too),
  // and cl100k_base × 1.1 for the text.
  unknown: {
    perMessage: 5,
    perReply: 0,
    perSystem: 0,
    perName: 1,
    preamble: 1,
    replyPriming: 4,
    ratio: 1.1,
  },
};

/** What the chat template of a family adds, in tokens. */
export function overheadOf(family: TokenFamily): MessageOverhead {
  return OVERHEAD[family];
}

/** Tokens of one message in a prompt: its text as counted for the family, and what the template puts around it. */
export function messageTokens(
  family: TokenFamily,
  textTokens: number,
  role: MessageRole,
  nameTokens = 0,
): number {
  const overhead = overheadOf(family);
  const name = nameTokens === 0 ? 0 : nameTokens + overhead.perName;
  const byRole = role === "assistant" ? overhead.perReply : role === "system" ? overhead.perSystem : 0;
  return familyTokens(overhead, textTokens + name) + overhead.perMessage + byRole;
}

/**
 * Tokens of everything in a prompt that is not a message of the conversation: the template's own words, the system
 * prompt (none when it has no tokens) and the opening of the reply.
 */
export function systemTokens(family: TokenFamily, textTokens: number): number {
  const { preamble, replyPriming } = overheadOf(family);
  const message = textTokens === 0 ? 0 : messageTokens(family, textTokens, "system");
  return preamble + replyPriming + message;
}

/** A family's tokens for text that was counted with its encoding, rounded up. */
export function textTokensOf(family: TokenFamily, counted: number): number {
  return familyTokens(overheadOf(family), counted);
}

function familyTokens(overhead: MessageOverhead, counted: number): number {
  // In tenths first: 10 × 1.1 is 11.000000000000002 in floating point, which would round up to 12.
  return Math.ceil(Math.round(counted * overhead.ratio * 10) / 10);
}
