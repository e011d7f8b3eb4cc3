import { AppError } from "@/lib/domain/errors";
import type { TurnActions } from "@/lib/ports/turn-actions";
import type { TurnReader } from "@/lib/ports/turn-reader";
import type { Message } from "@/types/chat";
import type { TurnId } from "@/types/ids";

type Deps = { actions: Pick<TurnActions, "keepReply">; reader: Pick<TurnReader, "turn"> };

/** "Keep as it is": stored with the reply, so that no device asks again. Throws `not_found`. */
export async function keepReply({ actions, reader }: Deps, turnId: TurnId): Promise<Message> {
  await actions.keepReply(turnId);
  const turn = await reader.turn(turnId);
  if (turn === null) throw new AppError("not_found", "There is no reply with that id.");
  return turn.reply;
}
