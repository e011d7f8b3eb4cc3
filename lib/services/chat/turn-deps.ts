import type { CountedModel } from "@/lib/domain/tokens/model-table";
import type { Clock } from "@/lib/ports/clock";
import type { Digest } from "@/lib/ports/digest";
import type { LanguageModel } from "@/lib/ports/language-model";
import type { Logger } from "@/lib/ports/logger";
import type { Timers } from "@/lib/ports/timers";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TurnStore } from "@/lib/ports/turn-store";
import type { Agent } from "@/types/chat";
import type { ReplyWriter } from "./reply-writer";
import type { TurnHub } from "./turn-hub";

export type ChosenModel = { model: LanguageModel; info: CountedModel };

/** Which model answers: the conversation's, else the agent's, else the server's. Throws `provider_model`. */
export type ModelChoice = { resolve(agent: Agent, conversationModel: string | null): Promise<ChosenModel> };

/** What every turn of this instance shares. */
export type TurnDeps = {
  store: TurnStore;
  hub: TurnHub;
  writer: ReplyWriter;
  models: ModelChoice;
  counter: TokenCounter;
  clock: Clock;
  timers: Timers;
  digest: Digest;
  leaseSeconds: number;
  /** Budget of a conversation that sets none, in tokens. */
  maxContextTokens: number;
};

/** Bound to one request, so that its lines carry the request's id. */
export type TurnLog = Logger;
