import { createHash } from "node:crypto";
import { z } from "zod";
import type { EmbeddingWork, NewVectors, OwnerVectors, VectorStore } from "@/lib/ports/vector-store";
import { conversationId, messageId } from "@/types/api";
import type { MemoryId } from "@/types/memory";
import { dataOf } from "./database-fault";
import { wholeNumber } from "./row-values";
import type { ServiceClient } from "./service-client";

const memoryId = z.uuid().transform((id) => id as MemoryId);
const unavailable = z.object({ available: z.literal(false) });
const knownModel = z
  .object({ model: z.string(), completed: z.boolean() })
  .transform(({ model, completed: complete }) => ({ model, complete }));

const work = z.union([
  unavailable.transform((): EmbeddingWork => ({ kind: "unavailable" })),
  z
    .object({
      leased: z.boolean(),
      models: z.array(knownModel),
      messages: z.array(
        z
          .object({
            id: messageId,
            conversation: conversationId,
            seq: wholeNumber,
            content: z.string().nullable(),
          })
          .transform(({ conversation, ...rest }) => ({ ...rest, conversationId: conversation })),
      ),
      memories: z.array(z.object({ id: memoryId, content: z.string() })),
    })
    .transform(({ leased, models, messages, memories }): EmbeddingWork =>
      leased ? { kind: "mine", models, messages, memories } : { kind: "elsewhere", models },
    ),
]);

const counted = z
  .object({ model: z.string(), completed: z.boolean(), messages: wholeNumber, memories: wholeNumber })
  .transform(({ completed: complete, ...rest }) => ({ ...rest, complete }));
const state = z.union([
  unavailable.transform((): OwnerVectors => null),
  z.object({ messages: wholeNumber, memories: wholeNumber, models: z.array(counted) }),
]);
const tended = z.object({ more: z.boolean() });

/** Vectors across all users, hence as the service role; through the database's own functions. */
export function createVectorStore(client: ServiceClient): VectorStore {
  return {
    unembedded: async ({ holder, leaseSeconds, model, dimensions, messages }) =>
      work.parse(
        dataOf(
          await client.rpc("unembedded", {
            p_holder: holder,
            p_lease_s: leaseSeconds,
            p_model: model,
            p_dimensions: dimensions,
            p_limit: messages,
          }),
        ),
      ),
    store: async (model, vectors) =>
      wholeNumber.parse(
        dataOf(await client.rpc("store_vectors", { p_model: model, p_rows: rowsOf(vectors) })),
      ),
    state: async (owner) => state.parse(dataOf(await client.rpc("embedding_state", { p_owner: owner }))),
    tend: async (model) => tended.parse(dataOf(await client.rpc("tend_vectors", { p_model: model }))).more,
  };
}

function rowsOf({ messages, memories }: NewVectors) {
  return {
    messages: messages.map(({ id, conversationId: conversation, seq, vectors }) => ({
      id,
      conversation,
      seq,
      vectors: vectors.map(vectorText),
    })),
    memories: memories.map(({ id, content, vectors }) => ({
      id,
      // By its words, because a revision also moves when a memory is used.
      digest: createHash("md5").update(content).digest("hex"),
      vectors: vectors.map(vectorText),
    })),
  };
}

/** pgvector's text form. Six digits are what a quantised model is good for. */
function vectorText(vector: Float32Array): string {
  return `[${Array.from(vector, (value) => Number(value.toPrecision(6))).join(",")}]`;
}
