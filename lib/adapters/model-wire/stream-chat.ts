import { AppError } from "@/lib/domain/errors";
import type { ModelEvent } from "@/lib/ports/language-model";
import { faultToAppError } from "./fault-messages";
import { ModelFaultError, type ModelFault } from "./model-fault";
import type { ModelServer } from "./model-server";
import { networkFault } from "./network-fault";
import { readChatStream } from "./read-chat-stream";
import { isWorthAnotherTry, waitBeforeRetry, type RetryPolicy } from "./retry-policy";
import { startWatchdog, type Deadlines, type Watchdog } from "./watchdog";

export type ChatCall = {
  server: ModelServer;
  host: string;
  model: string;
  deadlines: Deadlines;
  retry: RetryPolicy;
  signal: AbortSignal;
  /** Sends the request once; everything it opens ends with the signal. */
  open(signal: AbortSignal): Promise<Response>;
};

type Attempt = { begun: boolean };

async function* oneAttempt(call: ChatCall, watchdog: Watchdog, attempt: Attempt): AsyncGenerator<ModelEvent> {
  const response = await call.open(watchdog.signal);
  yield* readChatStream(response, () => {
    attempt.begun = true;
    watchdog.fed();
  });
}

function faultOf(thrown: unknown, call: ChatCall, watchdog: Watchdog): ModelFault {
  return watchdog.stalled ?? networkFault(thrown, call.host);
}

/**
 * Streams one reply: opens, reads, tries again a few times while nothing has been said, and ends on a deadline.
 * Ends without a word when the caller aborts; throws AppError for everything else.
 */
export async function* streamChat(call: ChatCall): AsyncGenerator<ModelEvent> {
  const watchdog = startWatchdog(call.deadlines, call.signal);
  const attempt: Attempt = { begun: false };
  const callerLeft = () => call.signal.aborted;
  try {
    for (let tries = 1; !callerLeft(); tries += 1) {
      try {
        yield* oneAttempt(call, watchdog, attempt);
        return;
      } catch (thrown) {
        // The caller has left, whatever it was that broke.
        if (callerLeft()) return;
        const fault = faultOf(thrown, call, watchdog);
        const again = !attempt.begun && tries < call.retry.attempts && isWorthAnotherTry(fault);
        if (!again) throw spoken(fault, call, attempt, thrown);
        await waitBeforeRetry(call.retry, tries, watchdog.signal);
      }
    }
  } finally {
    watchdog.stop();
  }
}

/** The cause is rebuilt from the fault: what an SDK throws may hold the key or the provider's own text. */
function spoken(fault: ModelFault, call: ChatCall, attempt: Attempt, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return faultToAppError(fault, call, attempt.begun, new ModelFaultError(fault));
}
