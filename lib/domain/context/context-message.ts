import type { Quote } from "../prompts/quoted-text";

/** One message of a prompt; fits the model port's PromptMessage. */
export type ContextMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  /** ISO 8601; null for the system message and for what is not stored yet. */
  saidAt: string | null;
  /** On a system message with blocks: what they quote. */
  quotes?: readonly Quote[];
};
