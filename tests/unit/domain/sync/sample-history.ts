import type { Message } from "@/types/chat";
import type { MessageStatus } from "@/types/words";
import type { ClientMessageId, ConversationId, MessageId, TurnId } from "@/types/ids";

/** A readable id that is still a UUID: the number in its last digits. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the brand is all that differs
export function idOf<Id extends string>(n: number): Id {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}` as Id;
}

export const CONVERSATION = idOf<ConversationId>(1);
const CREATED = "2026-11-21T10:00:00.000Z";

type Row = Partial<Message> & { seq: number };

export function row(fields: Row): Message {
  return {
    id: idOf<MessageId>(1_000 + fields.seq),
    conversationId: CONVERSATION,
    turnId: idOf<TurnId>(2_000 + Math.ceil(fields.seq / 2)),
    clientMessageId: null,
    role: fields.seq % 2 === 1 ? "user" : "assistant",
    kind: "chat",
    content: `row ${fields.seq}`,
    tokenCount: 3,
    status: "complete",
    model: "m",
    supersededBy: null,
    pinned: false,
    muted: false,
    compressed: false,
    revision: 1,
    createdAt: CREATED,
    metadata: {},
    ...fields,
  };
}

/** The rows of `turns` finished turns, a user's message and a reply each. */
export function finished(turns: number): Message[] {
  return Array.from({ length: turns * 2 }, (_, index) => row({ seq: index + 1 }));
}

/** One running turn: its rows as they are inserted, while it runs, and when it has ended. */
export function runningTurn(
  seq: number,
  text: string,
  ending: Exclude<MessageStatus, "streaming"> = "complete",
) {
  const turnId = idOf<TurnId>(2_000 + Math.ceil(seq / 2));
  const clientMessageId = idOf<ClientMessageId>(3_000 + seq);
  const user = row({ seq, turnId, clientMessageId, content: "a question", role: "user" });
  const reply = row({
    seq: seq + 1,
    turnId,
    role: "assistant",
    content: "",
    status: "streaming",
    tokenCount: 0,
  });
  const ended: Message = { ...reply, content: text, status: ending, revision: 2, tokenCount: text.length };
  return {
    turnId,
    clientMessageId,
    user,
    reply,
    ended,
    soFar: (n: number) => ({ ...reply, content: text.slice(0, n) }),
  };
}
