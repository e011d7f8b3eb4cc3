import type { EmbeddingWork, NewVectors, VectorStore } from "@/lib/ports/vector-store";
import type { ConversationId, MessageId } from "@/types/ids";

/** A vector store in memory with one conversation of messages. */
export class MemoryVectors implements VectorStore {
  messages: string[] = [];
  /** The vectors' lengths, one list a message, by model. */
  readonly vectors = new Map<string, Map<number, number>>();
  readonly complete = new Set<string>();
  available = true;
  leased = true;
  asked = 0;
  tended = 0;
  fault: Error | null = null;

  unembedded({ model, messages: limit }: { model: string; messages: number }): Promise<EmbeddingWork> {
    this.asked += 1;
    if (this.fault !== null) return Promise.reject(this.fault);
    if (!this.available) return Promise.resolve({ kind: "unavailable" });
    if (!this.leased) return Promise.resolve({ kind: "elsewhere", models: this.models() });
    const own = this.of(model);
    const messages = this.messages
      .map((content, at) => ({ content, seq: at + 1 }))
      .filter(({ seq }) => !own.has(seq))
      .slice(0, limit)
      .map((row) => ({
        ...row,
        id: String(row.seq) as MessageId,
        conversationId: "conversation" as ConversationId,
      }));
    if (messages.length === 0) this.complete.add(model);
    return Promise.resolve({ kind: "mine", models: this.models(), messages, memories: [] });
  }

  store(model: string, { messages }: NewVectors): Promise<number> {
    for (const { seq, vectors } of messages) this.of(model).set(seq, vectors.length);
    return Promise.resolve(messages.length);
  }

  state() {
    const total = { messages: this.messages.length, memories: 0 };
    const models = this.models().map((known) => ({
      ...known,
      messages: this.of(known.model).size,
      memories: 0,
    }));
    return Promise.resolve(this.available ? { ...total, models } : null);
  }

  tend(): Promise<boolean> {
    this.tended += 1;
    return Promise.resolve(false);
  }

  of(model: string): Map<number, number> {
    const own = this.vectors.get(model) ?? new Map<number, number>();
    this.vectors.set(model, own);
    return own;
  }

  private models() {
    return [...this.vectors.keys()].map((model) => ({ model, complete: this.complete.has(model) }));
  }
}
