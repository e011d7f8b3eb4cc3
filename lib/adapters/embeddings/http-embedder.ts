import { z } from "zod";
import { jsonOf } from "@/lib/adapters/model-wire/json-of";
import { ModelFaultError, type ModelFault } from "@/lib/adapters/model-wire/model-fault";
import { modelFetch } from "@/lib/adapters/model-wire/model-fetch";
import type { ModelServer } from "@/lib/adapters/model-wire/model-server";
import { networkFault } from "@/lib/adapters/model-wire/network-fault";
import type { Embedder } from "@/lib/ports/embedder";
import { embeddingFault } from "./embedding-fault";
import { unitVector } from "./unit-vector";

export type HttpEmbedderOptions = {
  /** Up to and including the version, such as `http://127.0.0.1:11434/v1`. */
  baseUrl: string;
  /** Null for servers that ask for none. */
  apiKey: string | null;
  model: string;
  /** For one request, in milliseconds. */
  timeoutMs?: number;
};

const TIMEOUT_MS = 30_000;
const TEXTS_AT_ONCE = 32;
/** Servers refuse a whole request for one text that is too long for the model; a passage is far shorter. */
const LONGEST_TEXT = 8_000;
/** What pgvector can hold. */
const MOST_DIMENSIONS = 16_000;

const answerBody = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()) })),
});

/** What every request needs. */
type Way = Required<HttpEmbedderOptions> & { host: string; server: ModelServer };

/**
 * Any server that speaks OpenAI's embeddings protocol: OpenAI, Ollama, vLLM, LM Studio… Asks it for one vector first, to
 * learn how long they are. Throws an AppError.
 */
export async function openHttpEmbedder(
  options: HttpEmbedderOptions,
  signal?: AbortSignal,
): Promise<Embedder> {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const { host } = new URL(baseUrl);
  const server: ModelServer = {
    subject: `The embedding server at ${host}`,
    keySetting: "EMBEDDINGS_API_KEY",
    hasKey: options.apiKey !== null,
    addressSetting: "EMBEDDINGS_BASE_URL",
  };
  const way: Way = { timeoutMs: TIMEOUT_MS, ...options, baseUrl, host, server };
  const [first] = await ask(way, ["ready"], null, signal);
  const dimensions = first?.length ?? 0;
  return {
    model: options.model,
    dimensions,
    embed: async (texts, caller) => {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += TEXTS_AT_ONCE) {
        vectors.push(...(await ask(way, texts.slice(at, at + TEXTS_AT_ONCE), dimensions, caller)));
      }
      return vectors;
    },
  };
}

async function ask(
  way: Way,
  texts: readonly string[],
  dimensions: number | null,
  caller: AbortSignal | undefined,
): Promise<Float32Array[]> {
  caller?.throwIfAborted();
  const deadline = AbortSignal.timeout(way.timeoutMs);
  const signal = caller === undefined ? deadline : AbortSignal.any([caller, deadline]);
  try {
    return vectorsIn(await request(way, texts, signal), texts.length, dimensions);
  } catch (thrown) {
    caller?.throwIfAborted();
    const fault: ModelFault = deadline.aborted
      ? { kind: "stalled", phase: "first-token", afterMs: way.timeoutMs }
      : networkFault(thrown, way.host);
    throw embeddingFault(fault, way, thrown);
  }
}

async function request(way: Way, texts: readonly string[], signal: AbortSignal): Promise<unknown> {
  const authorization = way.apiKey === null ? {} : { authorization: `Bearer ${way.apiKey}` };
  const response = await modelFetch(`${way.baseUrl}/embeddings`, {
    method: "POST",
    headers: { ...authorization, "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      model: way.model,
      input: texts.map((text) => text.slice(0, LONGEST_TEXT)),
      encoding_format: "float",
    }),
    signal,
  });
  return jsonOf(response);
}

/** In the order of the texts, each of length 1. Throws a ModelFaultError where one is missing, empty or of another size. */
function vectorsIn(body: unknown, count: number, dimensions: number | null): Float32Array[] {
  const parsed = answerBody.safeParse(body);
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  for (const { index, embedding } of parsed.data?.data ?? []) {
    const wanted = dimensions ?? embedding.length;
    if (index >= count || embedding.length !== wanted || wanted > MOST_DIMENSIONS) throw malformed();
    vectors[index] = unitVector(embedding) ?? undefined;
  }
  return vectors.map((vector) => {
    if (vector === undefined) throw malformed();
    return vector;
  });
}

function malformed(): ModelFaultError {
  return new ModelFaultError({ kind: "malformed", what: "json" });
}
