import type { OwnerVectors, VectorStore } from "@/lib/ports/vector-store";
import type { EmbeddingsAnswer, EmbeddingsState } from "@/types/embeddings";
import type { UserId } from "@/types/ids";
import type { BackFill, BackFillStatus } from "./back-fill";
import type { FoundEmbedder } from "./embedder-source";

type Deps = {
  backFill: Pick<BackFill, "status" | "serving">;
  store: Pick<VectorStore, "state">;
};

export const EMBEDDINGS_COMMAND = "npm run embeddings";

/** What one user is told of recall by meaning: whether it works, how far it is, and how to turn it on. */
export async function readEmbeddings({ backFill, store }: Deps, owner: UserId): Promise<EmbeddingsAnswer> {
  const status = backFill.status();
  const serving = backFill.serving();
  const wanted = "wanted" in status ? status.wanted : null;
  const held = wanted === null ? null : await store.state(owner);
  return {
    recall: serving === null || status.kind === "failing" ? "lexical" : "hybrid",
    state: stateOf(status),
    problem: problemOf(status),
    model: modelOf(wanted),
    meanwhile: serving === null || serving.model === wanted?.embedder.model ? null : shortName(serving.model),
    progress: held === null ? null : progressOf(held, wanted?.embedder.model),
    command: EMBEDDINGS_COMMAND,
  };
}

function modelOf(wanted: FoundEmbedder | null): EmbeddingsAnswer["model"] {
  if (wanted === null) return null;
  return { name: wanted.name, source: wanted.source, dimensions: wanted.embedder.dimensions };
}

function progressOf(
  held: NonNullable<OwnerVectors>,
  model: string | undefined,
): EmbeddingsAnswer["progress"] {
  const own = held.models.find((known) => known.model === model);
  return {
    messages: counted(own?.messages ?? 0, held.messages),
    memories: counted(own?.memories ?? 0, held.memories),
  };
}

function stateOf({ kind }: BackFillStatus): EmbeddingsState {
  return kind === "working" ? "embedding" : kind;
}

function problemOf(status: BackFillStatus): string | null {
  if (status.kind === "failing") return status.problem;
  if (status.kind !== "no_vectors") return null;
  return "The database has no pgvector, so vectors cannot be kept. Install that extension and start again.";
}

/** Without the digest that tells two models of one name apart. */
function shortName(model: string): string {
  return model.replace(/@[0-9a-f]{8}$/, "");
}

function counted(embedded: number, total: number) {
  return { embedded: Math.min(embedded, total), total };
}
