import type { z } from "zod";
import type { ForgetWhat } from "@/lib/ports/forget-store";
import type { forgetPreviewBody } from "@/types/memory-api";

/** What a body that names exactly one thing wants to be forgotten. */
export function forgetWhat(body: z.output<typeof forgetPreviewBody>): ForgetWhat {
  const { conversationId, messageId, memoryIds } = body;
  if (conversationId !== undefined) return { conversation: conversationId };
  if (messageId !== undefined) return { message: messageId };
  return memoryIds === undefined ? { all: true } : { memories: memoryIds };
}
