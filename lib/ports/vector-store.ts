import type { ConversationId, MessageId, UserId } from "@/types/ids";
import type { MemoryId } from "@/types/memory";

/** A model that has vectors, or is getting them. Complete: once, nothing lacked one. */
export type KnownModel = { model: string; complete: boolean };

export type UnembeddedMessage = {
  id: MessageId;
  conversationId: ConversationId;
  seq: number;
  /** null: it needs no vector, and is only to be passed over. */
  content: string | null;
};
export type UnembeddedMemory = { id: MemoryId; content: string };

export type EmbeddingWork =
  /** The database cannot keep vectors. */
  | { kind: "unavailable" }
  /** Another server is at it. */
  | { kind: "elsewhere"; models: readonly KnownModel[] }
  | {
      kind: "mine";
      models: readonly KnownModel[];
      messages: readonly UnembeddedMessage[];
      memories: readonly UnembeddedMemory[];
    };

export type NewVectors = {
  messages: readonly (Omit<UnembeddedMessage, "content"> & { vectors: readonly Float32Array[] })[];
  memories: readonly (UnembeddedMemory & { vectors: readonly Float32Array[] })[];
};

/** What one owner has, and how much of it has vectors of each model; null where the database cannot keep any. */
export type OwnerVectors = {
  messages: number;
  memories: number;
  models: readonly (KnownModel & { messages: number; memories: number })[];
} | null;

/** Vectors of everybody's messages and memories. Throws AppError. */
export type VectorStore = {
  /** What lacks vectors, for whoever holds the lease or gets it now; to be handed to `store` as one. */
  unembedded(ask: {
    holder: string;
    leaseSeconds: number;
    model: string;
    dimensions: number;
    messages: number;
  }): Promise<EmbeddingWork>;
  /** How many were stored; what is gone or says something else by now is passed over. */
  store(model: string, vectors: NewVectors): Promise<number>;
  state(owner: UserId): Promise<OwnerVectors>;
  /** A small step of upkeep; true while there is more to do. */
  tend(model: string): Promise<boolean>;
};
