import { confirmedWords } from "./confirmed-words";
import type { FoundMemory, ReadMessage } from "./found-memory";
import { ownSentences } from "./own-words";
import { readStatement } from "./read-statement";
import { holdsSecret } from "./secrets";

/** Entries of one message at most: more of them are a list, not a talk. */
const MOST_OF_MESSAGE = 12;

/** A message with the sentences in it that are its user's own; none for anybody else's. */
export type OwnMessage = { message: ReadMessage; sentences: string[] };

/** What users said in their own words, without what holds a secret. */
export function ownMessages(messages: readonly ReadMessage[]): OwnMessage[] {
  const own: OwnMessage[] = [];
  for (const message of messages) {
    if (message.role !== "user" || message.author !== null) continue;
    const sentences = ownSentences(message.content).filter((sentence) => !holdsSecret(sentence));
    if (sentences.length > 0) own.push({ message, sentences });
  }
  return own;
}

/** What our rules find worth keeping in messages, oldest first. `before`: the rows in front of them, which a "yes" answers. */
export function findMemories(
  messages: readonly ReadMessage[],
  before: readonly ReadMessage[],
): FoundMemory[] {
  const found = [...statedIn(ownMessages(messages)), ...confirmedIn(messages, before)];
  return found.sort((a, b) => a.seq - b.seq);
}

function statedIn(own: readonly OwnMessage[]): FoundMemory[] {
  const found: FoundMemory[] = [];
  for (const { message, sentences } of own) {
    let count = 0;
    for (const sentence of sentences) {
      const statement = count < MOST_OF_MESSAGE ? readStatement(sentence) : null;
      if (statement === null || holdsSecret(statement.content)) continue;
      count += 1;
      found.push({ ...statement, ...placeOf(message), trust: "stated", modelScore: null });
    }
  }
  return found;
}

function confirmedIn(messages: readonly ReadMessage[], before: readonly ReadMessage[]): FoundMemory[] {
  const found: FoundMemory[] = [];
  let reply = before.at(-1) ?? null;
  for (const message of messages) {
    const words =
      message.role === "user" && message.author === null && reply?.role === "assistant"
        ? confirmedWords(reply.content, message.content)
        : null;
    // Its words are the reply's, so with the reply it goes.
    if (words !== null && reply !== null && !holdsSecret(words)) found.push(confirmed(words, reply, message));
    reply = message;
  }
  return found;
}

function confirmed(words: string, reply: ReadMessage, answer: ReadMessage): FoundMemory {
  const statement = readStatement(`Remember that ${words}`);
  return {
    kind: statement?.kind ?? "fact",
    content: statement?.content ?? words,
    topic: statement?.topic ?? null,
    value: statement?.value ?? words,
    explicit: true,
    ...placeOf(reply),
    saidAt: answer.saidAt,
    trust: "confirmed",
    modelScore: null,
  };
}

function placeOf({ id, seq, saidAt }: ReadMessage): Pick<FoundMemory, "messageId" | "seq" | "saidAt"> {
  return { messageId: id, seq, saidAt };
}
