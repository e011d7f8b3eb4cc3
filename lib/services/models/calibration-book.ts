import { calibrationFrom, measuredFrom, type Calibration } from "@/lib/domain/calibration/calibration";
import { overheadOf } from "@/lib/domain/tokens/message-overhead";
import type { CountedModel } from "@/lib/domain/tokens/model-table";
import type { CalibrationSums, CallLedger } from "@/lib/ports/call-ledger";
import type { Clock } from "@/lib/ports/clock";
import type { Logger } from "@/lib/ports/logger";
import type { ModelInfo } from "@/types/chat";
import type { TokenFamily } from "@/types/words";

type Counted = Pick<CountedModel, "provider" | "id" | "family">;
type MeasuredCall = { provider: string; model: string; tokenFamily: TokenFamily };

/** What this process knows of how models count: a copy of the database's that is never waited for by a turn. */
export type CalibrationBook = {
  /** As of the last read; null as long as too few calls are measured. */
  calibrationOf(model: Counted): Calibration | null;
  measuredOf(model: Counted): ModelInfo["measured"];
  /** A call's usage has been stored: what is known of a model that few calls were measured of is old. */
  callMeasured(call: MeasuredCall): void;
  /** Settles with the read that is under way, if one is. Never rejects. */
  settled(): Promise<void>;
};

type Deps = { ledger: Pick<CallLedger, "calibrations">; clock: Clock; log: Logger };

/** Other processes measure as well: what they learnt is read again after this time. */
const FRESH_MS = 10_000;
/** From so many calls on, one more hardly moves the line. */
const SETTLED_CALLS = 50;

/** Reads at once, when asked after ten seconds, and after each of a model's first calls; one read at a time. */
export function createCalibrationBook({ ledger, clock, log }: Deps): CalibrationBook {
  let known = new Map<string, CalibrationSums>();
  let readAt = clock.now();
  let reading: Promise<void> | null = null;
  let measured = 0;

  async function read(): Promise<void> {
    let seen: number;
    do {
      seen = measured;
      readAt = clock.now();
      try {
        const rows = await ledger.calibrations();
        known = new Map(rows.map((row) => [keyOf(row.provider, row.model, row.tokenFamily), row]));
      } catch (thrown) {
        // What was known stays; the next try is ten seconds away.
        log.warn({ err: thrown }, "calibrations.unread");
        break;
      }
    } while (seen !== measured);
    reading = null;
  }
  const refresh = () => {
    reading ??= read();
  };
  const lookUp = ({ provider, id, family }: Counted): CalibrationSums | undefined => {
    if (clock.now() - readAt >= FRESH_MS) refresh();
    return known.get(keyOf(provider, id, family));
  };
  refresh();
  return {
    calibrationOf: (model) => {
      const sums = lookUp(model);
      return sums === undefined ? null : calibrationFrom(sums, overheadOf(model.family).preamble);
    },
    measuredOf: (model) => {
      const sums = lookUp(model);
      return sums === undefined ? null : measuredFrom(sums, overheadOf(model.family).preamble);
    },
    callMeasured: ({ provider, model, tokenFamily }) => {
      const calls = known.get(keyOf(provider, model, tokenFamily))?.calls ?? 0;
      if (calls >= SETTLED_CALLS) return;
      measured += 1;
      refresh();
    },
    settled: async () => {
      await reading;
    },
  };
}

function keyOf(provider: string, model: string, family: string): string {
  return JSON.stringify([provider, model, family]);
}
