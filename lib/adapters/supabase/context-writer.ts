import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { CallLedger, RecordedCall } from "@/lib/ports/call-ledger";
import type { ConversationImporter } from "@/lib/ports/conversation-importer";
import type { MessageMark, MessageMarks } from "@/lib/ports/message-marks";
import type { RateHolds } from "@/lib/ports/rate-holds";
import type { SummaryStore } from "@/lib/ports/summary-store";
import type { TitleStore } from "@/lib/ports/title-store";
import { conversationId, messageId } from "@/types/api";
import { importArguments } from "./conversation-import";
import { limited, limitedAnswer } from "./begun-turn";
import { dataOf } from "./database-fault";
import { priceRow, sumsRow } from "./ledger-rows";
import { toHold } from "./rate-hold-row";
import { wholeNumber } from "./row-values";
import type { ServiceClient } from "./service-client";
import { newSummaryRow, summaryId } from "./summary-row";
import { toSummaryWork } from "./summary-work";
import { limitsRow, reportRow, usageRow } from "./turn-arguments";

const storedSummary = z.object({ id: summaryId, version: wholeNumber }).nullable();
const usedSummary = z
  .object({ version: wholeNumber.nullable(), summary_to: wholeNumber })
  .transform(({ version, summary_to: summaryTo }) => ({ version, summaryTo }))
  .nullable();

const importedSample = z.object({ id: conversationId, created: z.boolean() });

/** Summaries, through the database's own functions, as the service role. */
export function createSummaryStore(client: ServiceClient): SummaryStore {
  return {
    work: async ({ owner, conversationId: conversation, from, to, tokenLimit }) => {
      const query = {
        p_owner: owner,
        p_conversation: conversation,
        p_from: from,
        p_to: to,
        p_token_limit: tokenLimit,
      };
      return toSummaryWork(dataOf(await client.rpc("summary_work", query)));
    },
    store: async ({ owner, conversationId: conversation, expected, forgotten, summary, tokensFreed }) => {
      const seen = forgotten === undefined ? {} : { forgotten };
      const answer = await client.rpc("store_summary", {
        p_owner: owner,
        p_conversation: conversation,
        p_expected: expected,
        p_summary: { ...newSummaryRow(summary), tokens_freed: tokensFreed, ...seen },
      });
      // What it was made of has been deleted meanwhile.
      if (answer.error?.message === "summary_outdated") return null;
      return storedSummary.parse(dataOf(answer));
    },
    use: async ({ owner, conversationId: conversation, expectedVersion, version, tokensFreed }) => {
      const answer = await client.rpc("use_summary", {
        p_owner: owner,
        p_conversation: conversation,
        p_expected_version: expectedVersion,
        p_version: version,
        p_tokens_freed: tokensFreed,
      });
      return usedSummary.parse(dataOf(answer));
    },
  };
}

const marked = z
  .object({
    messages: z.array(z.object({ id: messageId, revision: wholeNumber })),
    pinned_tokens: wholeNumber,
  })
  .transform(({ messages, pinned_tokens: pinnedTokens }) => ({ messages, pinnedTokens }));

const pinCap = z.object({
  cap: wholeNumber,
  have: wholeNumber,
  wanted: wholeNumber,
  of: z.enum(["tokens", "messages"]),
});

/** Marks on messages, through the database's own function, as the service role. */
export function createMessageMarks(client: ServiceClient): MessageMarks {
  return {
    mark: async ({ owner, conversationId: conversation, marks, pinCap: cap }) => {
      const answer = await client.rpc("mark_messages", {
        p_owner: owner,
        p_conversation: conversation,
        p_marks: marks.map(markRow),
        p_pin_cap: cap,
      });
      if (answer.error?.message === "pin_cap") throw tooMuchPinned(answer.error.details);
      return marked.parse(dataOf(answer));
    },
  };
}

function markRow({ id, pinned, muted, compressed }: MessageMark) {
  return {
    id,
    ...(pinned === undefined ? {} : { pinned }),
    ...(muted === undefined ? {} : { muted }),
    ...(compressed === undefined ? {} : { compressed: compressed !== null }),
    ...(compressed ? { gist: compressed.gist, gist_tokens: compressed.gistTokens } : {}),
  };
}

function tooMuchPinned(detail: string): AppError {
  const { cap, have, wanted, of } = pinCap.parse(JSON.parse(detail));
  const most = cap.toLocaleString("en");
  const asked = wanted.toLocaleString("en");
  return new AppError(
    "cannot_store",
    `Pinned messages may take ${most} ${of} here, and with these they would take ${asked}. Unpin some, or raise the budget.`,
    { details: { cap, have, wanted, of } },
  );
}

/** Titles that nobody wrote, as the service role. */
export function createTitleStore(client: ServiceClient): TitleStore {
  return {
    setAuto: async ({ owner, conversationId: conversation, expected, title }) => {
      const wish = {
        p_owner: owner,
        p_conversation: conversation,
        p_expected_title: expected,
        p_title: title,
      };
      return z.boolean().parse(dataOf(await client.rpc("set_auto_title", wish)));
    },
  };
}

const chargedAnswer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("charged") }),
  limitedAnswer,
]);

/** Calls beside the chat and what calls have taught, as the service role. */
export function createCallLedger(client: ServiceClient): CallLedger {
  return {
    admit: async ({ owner, limits }) => {
      const answer = await client.rpc("charge_call", { p_owner: owner, p_limits: limitsRow(limits) });
      const charged = chargedAnswer.parse(dataOf(answer));
      if (charged.status === "limited") throw limited(charged, "no model was asked");
    },
    record: async (call) => {
      dataOf(await client.rpc("record_call", callArguments(call)));
    },
    calibrations: async () => dataOf(await client.from("model_calibration").select()).map(sumsRow),
    prices: async () => dataOf(await client.from("prices").select()).map(priceRow),
  };
}

function callArguments(call: RecordedCall) {
  return {
    p_owner: call.owner,
    p_conversation: call.conversationId,
    p_turn: call.turnId,
    p_kind: call.kind,
    p_usage: { ...usageRow(call.usage), token_family: call.usage.tokenFamily },
    p_finish_reason: call.finishReason,
    p_free: call.free,
    p_rate: call.rate === null ? null : reportRow(call.rate),
  };
}

/** What calls beside the chat take of a limited plan, as the service role. */
export function createRateHolds(client: ServiceClient): RateHolds {
  return {
    hold: async ({ provider, model, tokens, spare, seconds }) => {
      const wish = {
        p_provider: provider,
        p_model: model,
        p_tokens: tokens,
        p_spare: spare,
        p_hold_s: seconds,
      };
      return toHold(dataOf(await client.rpc("hold_rate", wish)));
    },
    release: async (id, report) => {
      const said = report === null ? null : reportRow(report);
      dataOf(await client.rpc("release_rate", { p_hold: id, p_report: said }));
    },
  };
}

/** Whole conversations at once, as the service role. */
export function createConversationImporter(client: ServiceClient): ConversationImporter {
  return {
    importSample: async (conversation) =>
      importedSample.parse(dataOf(await client.rpc("import_sample", importArguments(conversation)))),
  };
}
