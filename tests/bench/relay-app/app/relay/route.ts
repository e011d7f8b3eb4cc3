import { randomUUID } from "node:crypto";
import { eventStream } from "@/lib/server/http/event-stream";
import { services } from "@/lib/server/services";
import { createTurnRuntime, type TurnRuntime } from "@/lib/server/turns/turn-runtime";
import { followTurn } from "@/lib/services/chat/follow-turn";
import { readFrom } from "@/lib/services/chat/read-position";
import { startTurn } from "@/lib/services/chat/start-turn";
import { clientMessageId, userId } from "@/types/api";
import { emptyRecall } from "@/tests/support/recall";
import { benchAgent, StoreWithoutDatabase } from "../../store-without-database";

const store = new StoreWithoutDatabase();
let runtime: TurnRuntime | undefined;
const settings = {
  forTurn: () => Promise.resolve({ agent: benchAgent, conversation: null, defaults: {}, pins: [] }),
};
/** What comes after a turn is not the relay's. */
const upkeep = { compactBefore: () => Promise.resolve(null), after: () => Promise.resolve() };
const limits = { addressHash: null, perUser: 0, perAddress: 0, global: 0, tokensADay: 0 };

/** The whole way of a turn, with a store that keeps nothing. */
export async function POST(request: Request): Promise<Response> {
  const { content } = (await request.json()) as { content: string };
  const { log } = services();
  // Made with the first request: a build has no environment.
  runtime ??= createTurnRuntime({ ...services(), turnStore: store, upkeep });
  const turn = await startTurn(
    { ...runtime, settings, recall: emptyRecall, log },
    {
      owner: userId.parse(randomUUID()),
      conversationId: null,
      agentId: null,
      messageId: clientMessageId.parse(randomUUID()),
      content,
      limits,
    },
  );
  return eventStream(followTurn({ ...runtime, reader: store }, turn, readFrom(0, 0, false)), log);
}
