import { createHash } from "node:crypto";
import type { ChatMessage } from "./wire";

/** The SHA-256 of the messages of a request, as receipts and forecasts name it. */
export function promptHash(messages: readonly ChatMessage[]): string {
  const sent = messages.map(({ role, content }) => ({ role, content }));
  return createHash("sha256").update(JSON.stringify(sent)).digest("hex");
}
