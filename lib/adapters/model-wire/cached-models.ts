import { faultToAppError } from "./fault-messages";
import { ModelFaultError, type ModelFault } from "./model-fault";
import { readModelList, type ListedModels } from "./model-list";
import type { ModelServer } from "./model-server";
import { networkFault } from "./network-fault";
import type { ProviderId } from "@/types/words";
import { modelInfo } from "@/lib/domain/tokens/model-table";

export type ModelListSource = {
  provider: ProviderId;
  server: ModelServer;
  host: string;
  /** Ids to offer when the provider cannot be asked. */
  fallback: readonly string[];
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Asks the provider; the body, parsed. Throws what the network or the provider throws. */
  ask(signal: AbortSignal): Promise<unknown>;
};

const FRESH_MS = 5 * 60_000;
/** A provider that could not be asked is asked again sooner. */
const FALLBACK_FRESH_MS = 30_000;
const ASK_MS = 5_000;

function problemOf(fault: ModelFault, server: ModelServer): string {
  if (fault.kind === "refused" && fault.status === 404) {
    return `${server.subject} has no list of models at that address. Check ${server.addressSetting}.`;
  }
  return faultToAppError(fault, { server, model: "the list of models" }, false).message;
}

async function askOnce(source: ModelListSource): Promise<ListedModels> {
  const deadline = AbortSignal.timeout(ASK_MS);
  try {
    const models = readModelList(source.provider, await source.ask(deadline));
    if (models === null) throw new ModelFaultError({ kind: "malformed", what: "json" });
    return { models, listedBy: "provider", problem: null };
  } catch (thrown) {
    const fault: ModelFault = deadline.aborted
      ? { kind: "stalled", phase: "first-token", afterMs: ASK_MS }
      : networkFault(thrown, source.host);
    return {
      models: source.fallback.map((id) => modelInfo(source.provider, id)),
      listedBy: "fallback",
      problem: problemOf(fault, source.server),
    };
  }
}

/**
 * A model list that is asked for at most every five minutes, shared by everyone who waits for it. Once there is
 * a list, nobody waits again: an old one is handed out while a new one is fetched. Never throws.
 */
export function cachedModels(source: ModelListSource): () => Promise<ListedModels> {
  let held: { list: ListedModels; until: number } | null = null;
  let asking: Promise<ListedModels> | null = null;

  function refresh(): Promise<ListedModels> {
    asking ??= askOnce(source).then((list) => {
      // A passing failure does not take a good list away.
      const kept =
        list.listedBy === "fallback" && held !== null ? { ...held.list, problem: list.problem } : list;
      held = {
        list: kept,
        until: source.now() + (list.listedBy === "provider" ? FRESH_MS : FALLBACK_FRESH_MS),
      };
      asking = null;
      return kept;
    });
    return asking;
  }

  return () => {
    if (held === null) return refresh();
    if (source.now() >= held.until) void refresh();
    return Promise.resolve(held.list);
  };
}
