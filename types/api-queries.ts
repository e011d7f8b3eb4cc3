import { z } from "zod";
import { agentId, conversationId, LIMITS, text } from "./api";

const pageLimit = z.coerce.number().int().min(1).max(LIMITS.page);
export const listConversationsQuery = z.strictObject({
  limit: pageLimit.default(LIMITS.conversationPage),
  cursor: z.string().min(1).max(200).optional(),
  agentId: agentId.optional(),
});
const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const listMessagesQuery = z
  .strictObject({
    limit: pageLimit.default(LIMITS.messagePage),
    before: seq.optional(),
    after: seq.optional(),
  })
  .refine((value) => value.before === undefined || value.after === undefined, {
    message: "takes before or after, not both",
  });
// A day is its first instant, by UTC.
const instantOrDay = z.union([
  z.iso.datetime({ offset: true }),
  z.iso.date().transform((day) => `${day}T00:00:00Z`),
]);
/** `until` is not included. */
export const searchQuery = z.strictObject({
  q: text(LIMITS.searchCharacters),
  kind: z.enum(["message", "title", "summary", "memory"]).optional(),
  sort: z.enum(["best", "newest"]).default("best"),
  since: instantOrDay.optional(),
  until: instantOrDay.optional(),
  agentId: agentId.optional(),
  conversationId: conversationId.optional(),
  role: z.enum(["user", "assistant"]).optional(),
  cursor: z.string().min(1).max(400).optional(),
  limit: pageLimit.default(LIMITS.searchPage),
});
export const exportQuery = z.strictObject({ format: z.enum(["json", "markdown"]).default("json") });
export const resumeQuery = z.strictObject({
  offset: seq.default(0),
  thinkingOffset: seq.default(0),
});
