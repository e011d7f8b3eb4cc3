import { createRecalledSources } from "@/lib/adapters/supabase/recalled-sources";
import { createReceiptReader } from "@/lib/adapters/supabase/receipt-reader";
import { createTurnActions } from "@/lib/adapters/supabase/turn-actions";
import { createTurnReader } from "@/lib/adapters/supabase/turn-reader";
import { stopTurn } from "@/lib/services/chat/stop-turn";
import { keepReply } from "@/lib/services/chat/keep-reply";
import { readReceipt } from "@/lib/services/chat/read-receipt";
import type { KeepAnswer, ReceiptAnswer, StopAnswer } from "@/types/api";
import type { TurnId } from "@/types/ids";
import type { Session } from "../session";
import { turnRuntime } from "./turn-runtime";

/** Throws `not_found`. */
export async function stopFor({ supabase, userId }: Session, turnId: TurnId): Promise<StopAnswer> {
  const deps = { hub: turnRuntime().hub, actions: createTurnActions(supabase) };
  return { stopped: await stopTurn(deps, turnId, userId) };
}

/** Throws `not_found`. */
export async function keepFor({ supabase }: Session, turnId: TurnId): Promise<KeepAnswer> {
  const deps = { actions: createTurnActions(supabase), reader: createTurnReader(supabase) };
  return { message: await keepReply(deps, turnId) };
}

/** Throws `not_found`. */
export async function receiptFor({ supabase }: Session, turnId: TurnId): Promise<ReceiptAnswer> {
  const deps = { receipts: createReceiptReader(supabase), recalled: createRecalledSources(supabase) };
  return readReceipt(deps, turnId);
}
