import { z } from "zod";
import {
  LeaseLost,
  type BegunTurn,
  type FinishTurn,
  type RetryTurn,
  type TurnLimits,
  type TurnStore,
} from "@/lib/ports/turn-store";
import { conversationId, messageId, turnId } from "@/types/api";
import { toBegunTurn } from "./begun-turn";
import { dataOf } from "./database-fault";
import { chunkRow, finishRow } from "./turn-arguments";
import type { ServiceClient } from "./service-client";
import { wholeNumber } from "./row-values";

const aliveAnswer = z.object({ alive: z.record(turnId, z.boolean()) });
const finishedAnswer = z.object({ message: messageId, revision: wholeNumber });
const endedTurns = z.array(
  z
    .object({ turn: turnId, conversation: conversationId })
    .transform(({ turn, conversation }) => ({ turnId: turn, conversationId: conversation })),
);

/** The only way in which turns are written: the database's own functions, as the service role. */
export function createTurnWriter(client: ServiceClient): TurnStore {
  return {
    begin: async (input) =>
      toBegunTurn(
        dataOf(
          await client.rpc("begin_turn", {
            ...sharedArguments(input),
            p_conversation: input.conversationId,
            p_agent: input.agentId,
            p_max_tokens: input.maxTokens,
            p_body_hash: input.bodyHash,
            p_content: input.content,
            p_tokens: input.tokens,
          }),
        ),
      ),
    retry: async (input) =>
      toBegunTurn(
        dataOf(await client.rpc("retry_turn", { ...sharedArguments(input), p_turn: input.turnId })),
      ),
    find: async ({ owner, clientMessageId, bodyHash }) => {
      const known = { p_owner: owner, p_client_message_id: clientMessageId, p_body_hash: bodyHash };
      const answer = dataOf(await client.rpc("find_turn", known));
      return answer === null ? null : toBegunTurn(answer);
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

function sharedArguments(input: Omit<RetryTurn, "turnId">) {
  return {
    p_owner: input.owner,
    p_client_message_id: input.clientMessageId,
    p_token_family: input.tokenFamily,
    p_model: input.model,
    p_tokens_reserved: input.tokensReserved,
    p_window_budget: input.windowBudget,
    p_lease_s: input.leaseSeconds,
    p_limits: limitsRow(input.limits),
  };
}

function limitsRow(limits: TurnLimits) {
  return {
    address_hash: limits.addressHash,
    per_user: limits.perUser,
    per_address: limits.perAddress,
    global: limits.global,
    tokens_a_day: limits.tokensADay,
    free: limits.free,
  };
}
