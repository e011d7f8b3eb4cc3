import { detailsIn } from "@/lib/domain/memory/details";
import { importanceOf } from "@/lib/domain/memory/importance";
import { likeTerms, memoryIndex } from "@/lib/domain/memory/memory-terms";
import { readStatement } from "@/lib/domain/memory/read-statement";
import { saysTheSame } from "@/lib/domain/memory/similar";
import type { Statement } from "@/lib/domain/memory/statement";
import { mayStand } from "@/lib/domain/memory/standing";
import { foldTopic, foldWhole } from "@/lib/domain/memory/topic";
import { AppError } from "@/lib/domain/errors";
import type { Clock } from "@/lib/ports/clock";
import type { ConversationStore } from "@/lib/ports/conversation-store";
import type { MemoryStore, NewMemory } from "@/lib/ports/memory-store";
import type { MessageStore } from "@/lib/ports/message-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Memory, MemoryId, MemoryKind } from "@/types/memory";
import type { Message } from "@/types/chat";
import type { AgentId, MessageId, UserId } from "@/types/ids";
import { found } from "../found";
import { ENTRY_FAMILY, entryTokens, refuseSecret } from "./new-memory";

export type AddDeps = {
  memories: Pick<MemoryStore, "add" | "like" | "merge">;
  messages: Pick<MessageStore, "find">;
  conversations: Pick<ConversationStore, "find">;
  counter: Pick<TokenCounter, "countText">;
  clock: Clock;
  newMemoryId: () => MemoryId;
};

export type AddMemory = {
  owner: UserId;
  content: string;
  messageId?: MessageId | undefined;
  type?: Memory["type"] | undefined;
  kind?: MemoryKind | undefined;
  topic?: string | null | undefined;
  agentId?: AgentId | null | undefined;
  standing?: boolean | undefined;
  metadata?: Record<string, unknown> | undefined;
};

/** Entries that are compared with a new one. */
const ALIKE = 24;

/**
 * Keeps what its user has written, or words of a message that he has confirmed by a click. What says the same as an entry is
 * merged into it; an entry that it contradicts is closed and linked. Throws `not_found`, and `cannot_store` for secrets and
 * messages of temporary conversations.
 */
export async function addMemory(
  deps: AddDeps,
  wish: AddMemory,
): Promise<{ memory: Memory; closed: MemoryId[]; merged: boolean }> {
  const content = wish.content.trim();
  refuseSecret(content);
  const message = wish.messageId === undefined ? null : await sourceFor(deps, wish.messageId);
  const memory = await newMemory(deps, wish, content, message);
  const like = await deps.memories.like({ owner: wish.owner, terms: likeTerms(content), limit: ALIKE });
  const known = like.filter((each) => each.type !== "working" && each.agentId === memory.agentId);
  const same = known.find((each) => saysTheSame(each.content, content));
  if (same !== undefined && message === null) return { memory: same, closed: [], merged: true };
  const closed = same === undefined ? contradicted(known, memory) : [];
  const source = message === null ? null : { messageId: message.id, content };
  const index = memoryIndex(content, memory.validFrom);
  const added = await deps.memories.add({ owner: wish.owner, memory, source, index, closes: closed });
  if (same === undefined) return { memory: added, closed, merged: false };
  const edit = { importance: Math.max(same.importance, added.importance), reasons: added.reasons };
  const into = same.id;
  const merged = await deps.memories.merge({ owner: wish.owner, ids: [into, added.id], into, edit });
  return { memory: merged, closed: [], merged: true };
}

async function sourceFor(
  { messages, conversations }: Pick<AddDeps, "messages" | "conversations">,
  id: MessageId,
): Promise<Message> {
  const message = found(await messages.find(id));
  const conversation = found(await conversations.find(message.conversationId));
  if (conversation.temporary !== true) return message;
  throw new AppError("cannot_store", "This is a temporary chat: nothing in it is remembered.", {
    details: { reason: "temporary" },
  });
}

async function newMemory(
  deps: AddDeps,
  wish: AddMemory,
  content: string,
  message: Message | null,
): Promise<NewMemory> {
  const statement = readStatement(`Remember: ${content}`);
  // Goals, decisions and questions kept by hand are for good, as facts are.
  const kind = wish.kind ?? statement?.kind ?? "fact";
  const trust = message === null ? "hand_written" : "confirmed";
  const facts = { kind, trust, explicit: true, details: detailsIn(content), said: 1, uses: 0 } as const;
  return {
    ...wished(wish),
    id: deps.newMemoryId(),
    type: wish.type ?? (kind === "episode" ? "episodic" : "long_term"),
    kind,
    content,
    ...importanceOf({ ...facts, modelScore: null }),
    topic: topicOf(wish, statement),
    conversationId: null,
    validFrom: message?.createdAt ?? new Date(deps.clock.now()).toISOString(),
    validTo: null,
    trust,
    standing: wish.standing ?? mayStand({ kind, trust }),
    tokens: await entryTokens(deps.counter, ENTRY_FAMILY, content),
    tokenFamily: ENTRY_FAMILY,
  };
}

function wished({ metadata, agentId }: AddMemory): Pick<NewMemory, "metadata" | "agentId"> {
  return { metadata: metadata ?? {}, agentId: agentId ?? null };
}

function topicOf({ topic }: AddMemory, statement: Statement | null): string | null {
  return topic === undefined ? (statement?.topic ?? null) : topic && foldTopic(topic);
}

function contradicted(known: readonly Memory[], memory: NewMemory): MemoryId[] {
  const { topic, content } = memory;
  if (topic === null) return [];
  const value = valueOf(content);
  return known.filter((each) => each.topic === topic && valueOf(each.content) !== value).map(({ id }) => id);
}

function valueOf(content: string): string {
  return readStatement(content)?.value ?? foldWhole(content);
}
