import { createRecallReader } from "@/lib/adapters/supabase/recall-reader";
import { createTurnReader } from "@/lib/adapters/supabase/turn-reader";
import { createTurnSettingsReader } from "@/lib/adapters/supabase/turn-settings-reader";
import { collectAnswer } from "@/lib/services/chat/collect-answer";
import { followTurn, resumeTurn } from "@/lib/services/chat/follow-turn";
import type { OpenedTurn } from "@/lib/services/chat/launch-turn";
import { readFrom } from "@/lib/services/chat/read-position";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { TurnId } from "@/types/ids";
import { eventStream } from "../http/event-stream";
import type { ApiCall } from "../http/route";
import { services } from "../services";
import { turnRuntime } from "./turn-runtime";

type Call = Pick<ApiCall<unknown>, "request" | "session" | "log" | "addressHash">;

/** What starting or retrying a turn needs, bound to one caller. */
export function turnDeps({ session, log }: Call) {
  const { supabase } = session;
  return {
    ...turnRuntime(),
    settings: createTurnSettingsReader(supabase),
    recall: createRecallReader(supabase),
    log,
  };
}

/** How much this caller may use, from the environment. */
export function turnLimits({ session, addressHash }: Call): Omit<TurnLimits, "free"> {
  const { perUser, perAddress, global, tokensADayGuest, tokensADayAccount } = services().env.limits;
  const tokensADay = session.isGuest ? tokensADayGuest : tokensADayAccount;
  return { addressHash, perUser, perAddress, global, tokensADay };
}

/** The turn's events, or with `Accept: application/json` one answer at its end. */
export async function answerTurn(call: Call, turn: OpenedTurn): Promise<Response> {
  const reader = createTurnReader(call.session.supabase);
  const events = followTurn({ ...turnRuntime(), reader }, turn, readFrom(0, 0, turn.replayed));
  if (!wantsJson(call.request)) return eventStream(events, call.log);
  return Response.json(await collectAnswer(reader, turn.turnId, events));
}

/** The events of an earlier turn from an offset on. Throws `not_found`. */
export async function answerResume(
  { session, log }: Call,
  turnId: TurnId,
  from: { offset: number; thinkingOffset: number },
): Promise<Response> {
  const deps = { ...turnRuntime(), reader: createTurnReader(session.supabase) };
  const position = readFrom(from.offset, from.thinkingOffset, true);
  return eventStream(await resumeTurn(deps, { turnId, owner: session.userId }, position), log);
}

function wantsJson(request: Request): boolean {
  const accept = request.headers.get("accept") ?? "";
  return accept.includes("application/json") && !accept.includes("text/event-stream");
}
