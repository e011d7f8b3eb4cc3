import { z } from "zod";
import { LeaseLost, type BegunTurn, type FinishTurn, type TurnStore } from "@/lib/ports/turn-store";
import { messageId, turnId } from "@/types/api";
import { endedTurns, toBegunTurn } from "./begun-turn";
import { dataOf } from "./database-fault";
import { chunkRow, finishRow, plannedRow } from "./turn-arguments";
import type { ServiceClient } from "./service-client";
import { wholeNumber } from "./row-values";

const aliveAnswer = z.object({ alive: z.record(turnId, z.boolean()) });
const finishedAnswer = z.object({ message: messageId, revision: wholeNumber });

/** The only way in which turns are written: the database's own functions, as the service role. */
export function createTurnWriter(client: ServiceClient): TurnStore {
  return {
    begin: async (input) =>
      toBegunTurn(
        dataOf(
          await client.rpc("begin_turn", {
            ...plannedRow(input),
            p_conversation: input.conversationId,
            p_agent: input.agentId,
            p_max_tokens: input.maxTokens,
            p_body_hash: input.bodyHash,
            p_content: input.content,
            p_tokens: input.tokens,
            p_index: { ...input.index },
            p_temporary: input.temporary,
          }),
        ),
      ),
    retry: async (input) =>
      toBegunTurn(dataOf(await client.rpc("retry_turn", { ...plannedRow(input), p_turn: input.turnId }))),
    find: async ({ owner, clientMessageId, bodyHash }) => {
      const known = { p_owner: owner, p_client_message_id: clientMessageId, p_body_hash: bodyHash };
      const answer = dataOf(await client.rpc("find_turn", known));
      if (answer === null) return null;
      const turn = toBegunTurn(answer);
      return turn.status === "stale" ? null : turn;
    },
    append: async (leaseSeconds, chunks) => {
      const answer = await client.rpc("append_replies", {
        p_lease_s: leaseSeconds,
        p_batch: chunks.map(chunkRow),
      });
      const alive = new Map<BegunTurn["turnId"], { stopRequested: boolean }>();
      for (const [id, stopRequested] of Object.entries(aliveAnswer.parse(dataOf(answer)).alive)) {
        alive.set(turnId.parse(id), { stopRequested });
      }
      return alive;
    },
    finish: async (input) => finish(client, input),
    interruptExpired: async (conversation) =>
      endedTurns.parse(dataOf(await client.rpc("interrupt_expired", { p_conversation: conversation }))),
  };
}

async function finish(client: ServiceClient, input: FinishTurn): ReturnType<TurnStore["finish"]> {
  const answer = await client.rpc("finish_turn", finishRow(input));
  if (answer.error?.message === "lease_lost") throw new LeaseLost();
  const { message, revision } = finishedAnswer.parse(dataOf(answer));
  return { replyId: message, revision };
}
