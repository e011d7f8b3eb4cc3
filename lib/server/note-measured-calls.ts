import type { CallLedger } from "@/lib/ports/call-ledger";
import type { TurnStore } from "@/lib/ports/turn-store";
import type { CalibrationBook } from "@/lib/services/models/calibration-book";

type Book = Pick<CalibrationBook, "callMeasured">;

/** The store, telling the book of every reply whose prompt a provider has counted. */
export function noteMeasuredTurns(store: TurnStore, book: Book): TurnStore {
  return {
    ...store,
    finish: async (input) => {
      const finished = await store.finish(input);
      const { usage, tokenFamily } = input;
      if (usage?.source === "provider") book.callMeasured({ ...usage, tokenFamily });
      return finished;
    },
  };
}

/** The ledger, telling the book of every other call. */
export function noteMeasuredCalls(ledger: CallLedger, book: Book): CallLedger {
  return {
    ...ledger,
    record: async (call) => {
      await ledger.record(call);
      if (call.usage.source === "provider") book.callMeasured(call.usage);
    },
  };
}
