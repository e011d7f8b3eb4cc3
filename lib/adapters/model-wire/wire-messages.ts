import type { PromptMessage } from "@/lib/ports/language-model";

/** Role and content alone: when something was said, and by whom what is quoted, stays with us. */
export function wireMessages(
  messages: readonly PromptMessage[],
): { role: PromptMessage["role"]; content: string }[] {
  return messages.map(({ role, content }) => ({ role, content }));
}
