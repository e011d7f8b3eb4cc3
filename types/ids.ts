import type { z } from "zod";

/** Branded UUIDs: minted only by parsing (types/api.ts) or by reading a row. */
export type UserId = string & z.$brand<"UserId">;
export type AgentId = string & z.$brand<"AgentId">;
export type ConversationId = string & z.$brand<"ConversationId">;
export type MessageId = string & z.$brand<"MessageId">;
export type TurnId = string & z.$brand<"TurnId">;
/** The id a client makes for one send; the same id again is the same send. */
export type ClientMessageId = string & z.$brand<"ClientMessageId">;
