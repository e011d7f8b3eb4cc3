import type { Clock } from "@/lib/ports/clock";
import type { Embedder } from "@/lib/ports/embedder";
import type { Digest } from "@/lib/ports/digest";
import type { Timers } from "@/lib/ports/timers";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TurnStore } from "@/lib/ports/turn-store";
import type { ModelRegistry } from "../models/model-registry";
import type { ReplyWriter } from "./reply-writer";
import type { TurnHub } from "./turn-hub";
import type { TurnUpkeep } from "./turn-upkeep";
import type { WarmSettings } from "./warm-settings";

/** What every turn of this instance shares. */
export type TurnDeps = {
  store: TurnStore;
  hub: TurnHub;
  writer: ReplyWriter;
  warm: WarmSettings;
  upkeep: TurnUpkeep;
  models: Pick<ModelRegistry, "resolve">;
  counter: TokenCounter;
  clock: Clock;
  timers: Timers;
  digest: Digest;
  /** null: recall goes by words alone. */
  embedder: () => Embedder | null;
  leaseSeconds: number;
  /** Budget of a conversation that sets none, in tokens. */
  maxContextTokens: number;
};
