import { openHttpEmbedder } from "@/lib/adapters/embeddings/http-embedder";
import { restingEmbedder } from "@/lib/adapters/embeddings/resting-embedder";
import { readSettings, settingsStamp, type LocalModels } from "@/lib/adapters/embeddings/settings-file";
import {
  createWorkerEmbedder,
  type WorkerEmbedder,
  type WorkerModel,
} from "@/lib/adapters/embeddings/worker-embedder";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { toAppError } from "@/lib/domain/errors";
import type { Embedder } from "@/lib/ports/embedder";
import type { EmbedderSource, WantedEmbedder } from "@/lib/services/embeddings/embedder-source";
import type { ServerEnv } from "../env";

type SourceEnv = Pick<ServerEnv, "embeddings" | "dataDirectory">;

/** The digest that a local model's name ends in. */
const DIGEST = /@[0-9a-f]{8}$/;

/** The server of the environment, or else the local model as the data directory has it now. */
export function createEmbedderSource(env: SourceEnv): EmbedderSource & { close: () => Promise<void> } {
  const local = createLocalModels(env.dataDirectory);
  const remote = createRemoteModels(env.embeddings);
  return {
    wanted: async (signal) => {
      if (env.embeddings === null) return local.wanted();
      return remote.wanted(env.embeddings.model, signal);
    },
    earlier: async (model, signal) => {
      if (DIGEST.test(model)) return local.named(model);
      return remote.earlier(model, signal);
    },
    close: local.close,
  };
}

/** Follows the settings file: a model is loaded when it appears there, and put away when it goes. */
function createLocalModels(dataDirectory: string) {
  let stamp: string | null = null;
  let models: LocalModels | null = null;
  let problem: string | null = null;
  const open = new Map<string, WorkerEmbedder>();

  function look(): void {
    const now = settingsStamp(dataDirectory);
    if (now === stamp) return;
    stamp = now;
    const read = readSettings(dataDirectory);
    models = read.kind === "found" ? read.models : null;
    problem = read.kind === "broken" ? read.problem : null;
    for (const [name, embedder] of open) {
      if (models?.current.model === name || models?.earlier?.model === name) continue;
      open.delete(name);
      void embedder.close();
    }
  }

  function embedderOf(model: WorkerModel): WorkerEmbedder {
    const embedder = open.get(model.model) ?? createWorkerEmbedder(model);
    open.set(model.model, embedder);
    return embedder;
  }

  return {
    wanted: (): WantedEmbedder => {
      look();
      if (problem !== null) return { kind: "broken", problem };
      if (models === null) return { kind: "none" };
      const embedder = embedderOf(models.current);
      // Loaded before somebody waits for it.
      embedder.warm();
      const state = embedder.state();
      if (state.kind === "waiting") return { kind: "broken", problem: state.problem };
      return { kind: "found", embedder, name: models.current.model.replace(DIGEST, ""), source: "local" };
    },
    named: (model: string): Embedder | null => {
      look();
      for (const known of [models?.current, models?.earlier]) {
        if (known?.model === model) return embedderOf(known);
      }
      return null;
    },
    close: async (): Promise<void> => {
      const all = [...open.values()];
      open.clear();
      for (const embedder of all) await embedder.close();
    },
  };
}

/** Embedders of one server, each opened once. */
function createRemoteModels(settings: SourceEnv["embeddings"]) {
  const open = new Map<string, Embedder>();

  async function named(model: string, signal: AbortSignal): Promise<Embedder | null> {
    const known = open.get(model);
    if (known !== undefined || settings === null) return known ?? null;
    const embedder = restingEmbedder(await openHttpEmbedder({ ...settings, model }, signal), {
      elapsed: () => systemTimers.elapsed(),
    });
    open.set(model, embedder);
    return embedder;
  }

  return {
    wanted: async (model: string, signal: AbortSignal): Promise<WantedEmbedder> => {
      try {
        const embedder = await named(model, signal);
        if (embedder !== null) return { kind: "found", embedder, name: model, source: "http" };
        return { kind: "none" };
      } catch (error) {
        return { kind: "broken", problem: toAppError(error).message };
      }
    },
    earlier: async (model: string, signal: AbortSignal): Promise<Embedder | null> => {
      try {
        return await named(model, signal);
      } catch {
        // Its server has it no more; the new vectors serve as far as they go.
        return null;
      }
    },
  };
}
