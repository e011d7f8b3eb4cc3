import { randomUUID } from "node:crypto";
import { createRecallReader } from "@/lib/adapters/supabase/recall-reader";
import { createTurnReader } from "@/lib/adapters/supabase/turn-reader";
import { createTurnSettingsReader } from "@/lib/adapters/supabase/turn-settings-reader";
import { createUserClient } from "@/lib/adapters/supabase/user-client";
import type { TurnStore } from "@/lib/ports/turn-store";
import { createTurnRuntime } from "@/lib/server/turns/turn-runtime";
import { followTurn } from "@/lib/services/chat/follow-turn";
import { readFrom } from "@/lib/services/chat/read-position";
import { startTurn } from "@/lib/services/chat/start-turn";
import { clientMessageId, turnId, userId } from "@/types/api";
import type { TurnEvent } from "@/types/stream";
import type { User } from "@/tests/support/api-under-test";
import type { TurnApi } from "./turn-api";

/** Another app server on the same database, with a memory of its own. */
export type Instance = {
  start(who: User, content: string): Promise<AsyncIterable<TurnEvent>>;
  follow(who: User, turnId: string): AsyncIterable<TurnEvent>;
  /** Nothing it wants to write reaches the database any more, as if the process were stopped. */
  freeze(): void;
  /** What it wanted to write arrives now. */
  thaw(): void;
};

export function otherInstance({ api, runtime }: TurnApi): Instance {
  const services = api.services();
  const { supabase, limits } = services.env;
  const gate = freezer();
  const own = createTurnRuntime({ ...services, turnStore: gate.before(runtime().store) });
  const clientOf = (who: User) => createUserClient(supabase.url, supabase.publishableKey, who.token);
  const follow: Instance["follow"] = (who, id) => {
    const target = { turnId: turnId.parse(id), owner: userId.parse(who.id) };
    return followTurn({ ...own, reader: createTurnReader(clientOf(who)) }, target, readFrom(0, 0, true));
  };
  return {
    start: async (who, content) => {
      const settings = createTurnSettingsReader(clientOf(who));
      const turn = await startTurn(
        { ...own, settings, recall: createRecallReader(clientOf(who)), log: services.log },
        {
          owner: userId.parse(who.id),
          conversationId: null,
          agentId: null,
          messageId: clientMessageId.parse(randomUUID()),
          content,
          limits: { ...limits, addressHash: null, tokensADay: limits.tokensADayGuest },
        },
      );
      return follow(who, turn.turnId);
    },
    follow,
    freeze: gate.freeze,
    thaw: gate.thaw,
  };
}

function freezer() {
  let frozen: Promise<void> | null = null;
  let release: () => void = () => undefined;
  return {
    freeze: () => {
      frozen = new Promise((resolve) => {
        release = resolve;
      });
    },
    thaw: () => {
      frozen = null;
      release();
    },
    before: (store: TurnStore): TurnStore => ({
      ...store,
      append: async (...call) => {
        await frozen;
        return store.append(...call);
      },
      finish: async (...call) => {
        await frozen;
        return store.finish(...call);
      },
    }),
  };
}
