import { z } from "zod";
import { agentId, contextDefaults } from "@/types/api";
import type { Agent } from "@/types/chat";
import { decimal, wholeNumber } from "./row-values";

/** What to select for `toAgent`. */
export const agentColumns =
  "id, name, system_prompt, provider, model, temperature, max_output_tokens, defaults, memory, recall_past, revision";

const agentRow = z.object({
  id: agentId,
  name: z.string(),
  system_prompt: z.string(),
  provider: z.enum(["groq", "openai-compatible", "offline"]).nullable(),
  model: z.string().nullable(),
  temperature: decimal.nullable(),
  max_output_tokens: wholeNumber.nullable(),
  defaults: contextDefaults,
  memory: z.boolean(),
  recall_past: z.boolean(),
  revision: wholeNumber,
});

export function toAgent(value: unknown): Agent {
  const row = agentRow.parse(value);
  return {
    id: row.id,
    name: row.name,
    systemPrompt: row.system_prompt,
    provider: row.provider,
    model: row.model,
    temperature: row.temperature,
    maxOutputTokens: row.max_output_tokens,
    defaults: row.defaults,
    memory: row.memory,
    recallPast: row.recall_past,
    revision: row.revision,
  };
}
