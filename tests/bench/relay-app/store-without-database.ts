import { randomUUID } from "node:crypto";
import type { TurnReader } from "@/lib/ports/turn-reader";
import type { BegunTurn, BeginTurn, Chunk, TurnStore } from "@/lib/ports/turn-store";
import { agentId, conversationId, messageId, turnId } from "@/types/api";
import type { Agent } from "@/types/chat";

export const benchAgent: Agent = {
  id: agentId.parse(randomUUID()),
  name: "Bench",
  systemPrompt: "",
  provider: "groq",
  model: null,
  temperature: null,
  maxOutputTokens: null,
  defaults: {},
  revision: 1,
};

/** Says yes to everything and keeps nothing: what is left is the relay's own cost. */
export class StoreWithoutDatabase implements TurnStore, TurnReader {
  begin(input: BeginTurn): Promise<BegunTurn> {
    const now = new Date().toISOString();
    return Promise.resolve({
      status: "new",
      turnId: turnId.parse(randomUUID()),
      fence: 1,
      conversation: {
        id: conversationId.parse(randomUUID()),
        agentId: benchAgent.id,
        title: "Bench",
        titleSource: "auto",
        model: null,
        maxTokens: 8_000,
        memoryStrategy: "sliding_window",
        windowSize: null,
        summaryThreshold: 6_000,
        replyReserve: null,
        summaryVersion: null,
        summaryTo: 0,
        messageCount: 2,
        totalTokens: 0,
        running: true,
        revision: 1,
        createdAt: now,
        updatedAt: now,
      },
      userMessage: {
        id: messageId.parse(randomUUID()),
        seq: 1,
        tokenCount: input.tokens,
        content: input.content,
        createdAt: now,
      },
      reply: { id: messageId.parse(randomUUID()), seq: 2, status: "streaming" },
      windowRows: [],
      pinnedRows: [],
      older: null,
      muted: { messages: 0, tokens: 0 },
      interrupted: [],
      rate: null,
    });
  }

  retry(): Promise<BegunTurn> {
    return Promise.reject(new Error("The bench retries nothing."));
  }

  append(_lease: number, chunks: readonly Chunk[]): ReturnType<TurnStore["append"]> {
    return Promise.resolve(new Map(chunks.map((chunk) => [chunk.turnId, { stopRequested: false }])));
  }

  finish(): ReturnType<TurnStore["finish"]> {
    return Promise.resolve({ replyId: messageId.parse(randomUUID()), revision: 2 });
  }

  find(): Promise<null> {
    return Promise.resolve(null);
  }

  interruptExpired(): ReturnType<TurnStore["interruptExpired"]> {
    return Promise.resolve([]);
  }

  turn(): ReturnType<TurnReader["turn"]> {
    return Promise.resolve(null);
  }

  chunksAfter(): ReturnType<TurnReader["chunksAfter"]> {
    return Promise.resolve(null);
  }
}
