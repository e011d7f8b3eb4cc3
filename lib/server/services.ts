import { systemClock } from "@/lib/adapters/node/system-clock";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { createAccountWriter } from "@/lib/adapters/supabase/account-writer";
import {
  createCallLedger,
  createConversationImporter,
  createMessageMarks,
  createRateHolds,
  createSummaryStore,
  createTitleStore,
} from "@/lib/adapters/supabase/context-writer";
import { createIdleGuests, createIndexStore } from "@/lib/adapters/supabase/maintenance";
import { createForgetStore, createMemoryStore } from "@/lib/adapters/supabase/memory-writer";
import { createServiceClient } from "@/lib/adapters/supabase/service-client";
import { createTurnWriter } from "@/lib/adapters/supabase/turn-writer";
import { createVectorStore } from "@/lib/adapters/supabase/vector-writer";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import type { AccountWriter } from "@/lib/ports/account-writer";
import type { CallLedger } from "@/lib/ports/call-ledger";
import type { ConversationImporter } from "@/lib/ports/conversation-importer";
import type { Embedder } from "@/lib/ports/embedder";
import type { ForgetStore } from "@/lib/ports/forget-store";
import type { IdleGuests } from "@/lib/ports/idle-guests";
import type { IndexStore } from "@/lib/ports/index-store";
import type { MemoryStore } from "@/lib/ports/memory-store";
import type { MessageMarks } from "@/lib/ports/message-marks";
import type { SummaryStore } from "@/lib/ports/summary-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TokenVerifier } from "@/lib/ports/token-verifier";
import type { TurnStore } from "@/lib/ports/turn-store";
import type { TurnUpkeep } from "@/lib/services/chat/turn-upkeep";
import { createCalibrationBook } from "@/lib/services/models/calibration-book";
import type { ChosenModel, ModelRegistry } from "@/lib/services/models/model-registry";
import { withinPlan, type CallOrigin } from "@/lib/services/models/within-plan";
import { embedAfterTurns } from "@/lib/services/embeddings/embed-after-turns";
import { createTurnUpkeep } from "@/lib/services/upkeep/create-turn-upkeep";
import { upkeepWithinPlan } from "@/lib/services/upkeep/upkeep-within-plan";
import { createEmbeddings, type Embeddings } from "./embedder";
import { serverEnv, type ServerEnv } from "./env";
import { createLog, type Logger } from "./log";
import { composeModels } from "./models";
import { newMemoryId } from "./new-id";
import { noteMeasuredCalls, noteMeasuredTurns } from "./note-measured-calls";
import { logEndedTurns } from "./turns/log-ended-turns";
import { tokenVerifier } from "./verify-token";

/** What every request of this process shares. */
export type Services = {
  env: ServerEnv;
  log: Logger;
  counter: TokenCounter;
  models: ModelRegistry;
  /** For calls beside the chat: they keep to what turns leave of a limited plan. */
  sideModels: Pick<ModelRegistry, "resolve">;
  verifyToken: TokenVerifier;
  turnStore: TurnStore;
  /** The service role's: the caller's own rows are for the caller's client to read. */
  summaryStore: SummaryStore;
  messageMarks: MessageMarks;
  callLedger: CallLedger;
  conversationImporter: ConversationImporter;
  memoryStore: MemoryStore;
  forgetStore: ForgetStore;
  /** Compaction, titles and memories around a turn. */
  upkeep: TurnUpkeep;
  /** null: none works, and recall goes by words alone. */
  embedder: () => Embedder | null;
  embeddings: Embeddings;
  accountWriter: AccountWriter;
  idleGuests: IdleGuests;
  indexStore: IndexStore;
};

/** Next bundles route handlers apart from each other, so a module's own variable would not be one per process. */
const PLACE = Symbol.for("throughline.services");

/** The services of this process, made when first asked for. Throws EnvironmentProblem. */
export function services(): Services {
  const shared = globalThis as Record<symbol, Services | undefined>;
  shared[PLACE] ??= composeServices(serverEnv());
  return shared[PLACE];
}

function composeServices(env: ServerEnv): Services {
  const service = createServiceClient(env.supabase.url, env.supabase.secretKey);
  const log = createLog(env.logLevel);
  const counter = createCounterPort();
  const ledger = createCallLedger(service);
  const calibrations = createCalibrationBook({ ledger, clock: systemClock, log });
  const callLedger = noteMeasuredCalls(ledger, calibrations);
  const summaryStore = createSummaryStore(service);
  const memoryStore = createMemoryStore(service);
  const models = composeModels(env, calibrations);
  const planDeps = { holds: createRateHolds(service), counter, timers: systemTimers, log };
  const within = (origin: CallOrigin) => (chosen: ChosenModel) => withinPlan(planDeps, chosen, origin);
  const upkeep = createTurnUpkeep({
    counter,
    clock: systemClock,
    timers: systemTimers,
    ledger: callLedger,
    summaries: summaryStore,
    titles: createTitleStore(service),
    remembering: { memories: memoryStore, newMemoryId },
  });
  const embeddings = createEmbeddings({ env, log, store: createVectorStore(service) });
  return {
    env,
    log,
    counter,
    models,
    sideModels: {
      resolve: async (...choice) => within("asked")(await models.resolve(...choice)),
    },
    verifyToken: tokenVerifier(),
    turnStore: noteMeasuredTurns(logEndedTurns(createTurnWriter(service), log), calibrations),
    summaryStore,
    memoryStore,
    forgetStore: createForgetStore(service),
    messageMarks: createMessageMarks(service),
    callLedger,
    conversationImporter: createConversationImporter(service),
    upkeep: embedAfterTurns(upkeepWithinPlan(upkeep, within("automatic")), embeddings.backFill),
    embedder: () => embeddings.serving(),
    embeddings,
    accountWriter: createAccountWriter(service),
    idleGuests: createIdleGuests(service),
    indexStore: createIndexStore(service),
  };
}
