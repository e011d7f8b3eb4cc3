import { z } from "zod";
import type { WindowRow } from "@/lib/ports/turn-store";
import { messageId } from "@/types/api";
import type { TokenFamily } from "@/types/words";
import { instant, wholeNumber } from "./row-values";

const FAMILIES = [
  "gpt-oss",
  "openai-o200k",
  "openai-cl100k",
  "llama",
  "unknown",
] as const satisfies TokenFamily[];

/** A count of a family that this version does not know is made again, as one of `unknown` is for every other. */
export const tokenFamily = z
  .enum(FAMILIES)
  .nullish()
  .catch("unknown")
  .transform((family) => family ?? "unknown");

/** What to select for `windowRow`, its content apart. */
export const silentColumns =
  "id, seq, role, kind, status, token_count, token_family, created_at, pinned, muted, compressed, gist, gist_tokens";
/** What to select for `windowRow`. */
export const windowColumns = `${silentColumns}, content` as const;

/** A row of a window, as the turn functions and `window_rows` return it. */
export const windowRow = z
  .object({
    id: messageId,
    seq: wholeNumber,
    role: z.enum(["user", "assistant", "system", "tool"]),
    kind: z.enum(["chat", "thinking", "tool_call", "tool_call_response", "summary"]),
    content: z.string(),
    status: z.enum(["complete", "streaming", "interrupted", "stopped", "failed"]),
    token_count: wholeNumber,
    token_family: tokenFamily,
    created_at: instant,
    pinned: z.boolean(),
    muted: z.boolean(),
    compressed: z.boolean(),
    gist: z.string().nullable(),
    gist_tokens: wholeNumber.nullable(),
  })
  .transform(
    ({
      token_count: tokenCount,
      token_family: family,
      created_at: createdAt,
      gist_tokens: gistTokens,
      ...row
    }): WindowRow => ({ ...row, tokenCount, tokenFamily: family, createdAt, gistTokens }),
  );

/** What a window's answer has besides its rows. */
export const surroundings = {
  older: z.object({ messages: wholeNumber, from: wholeNumber, to: wholeNumber }).nullable(),
  muted: z.object({ messages: wholeNumber, tokens: wholeNumber }),
};
