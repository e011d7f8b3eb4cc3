import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { EventWriter } from "./event-writer";
import type { FaultKind } from "./faults";
import { SECRET_IN_BODIES } from "./status-faults";

export type Stage = { response: ServerResponse; out: EventWriter; gone: AbortSignal };

/** Never comes back while the reader stays: what a provider that hangs looks like. */
export function hang(gone: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    gone.addEventListener("abort", () => reject(new Error("the reader left")), { once: true });
  });
}

async function keepCommenting({ out, gone }: Stage): Promise<never> {
  for (;;) {
    await delay(20, undefined, { signal: gone });
    await out.bytes(": still here\n\n");
  }
}

async function neverEndTheLine({ out, gone }: Stage): Promise<void> {
  const filling = "x".repeat(65_536);
  await out.bytes("data: ");
  while (!gone.aborted) await out.bytes(filling);
}

const BEFORE_FIRST_TOKEN: Partial<Record<FaultKind, (stage: Stage) => Promise<void> | void>> = {
  "drop-after-headers": ({ response }) => void response.destroy(),
  stall: ({ gone }) => hang(gone),
  "stall-comments": keepCommenting,
};

const HALFWAY: Partial<Record<FaultKind, (stage: Stage) => Promise<void> | void>> = {
  "stall-mid": ({ gone }) => hang(gone),
  "drop-mid": ({ response }) => void response.destroy(),
  "bad-json": ({ out }) => out.bytes('data: {"choices":[{"delta":{"content":"bro\n\n'),
  truncated: async ({ out, response }) => {
    await out.bytes('data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"cont');
    response.end();
  },
  unfinished: ({ response }) => void response.end(),
  "endless-line": neverEndTheLine,
  "stream-error": ({ out }) =>
    out.event({
      error: { message: `Broken at ${SECRET_IN_BODIES}`, type: "server_error", status_code: 500 },
    }),
  "stream-rate-limit": ({ out }) =>
    out.event({ error: { message: SECRET_IN_BODIES, type: "tokens", code: "rate_limit_exceeded" } }),
};

async function act(table: typeof HALFWAY, kind: FaultKind | undefined, stage: Stage): Promise<boolean> {
  const step = kind === undefined ? undefined : table[kind];
  await step?.(stage);
  return step !== undefined;
}

/** Breaks a stream that has sent nothing yet, if the fault is of that sort; true when nothing may follow. */
export const breakBeforeFirstToken = (kind: FaultKind | undefined, stage: Stage) =>
  act(BEFORE_FIRST_TOKEN, kind, stage);

/** Breaks a stream in the middle of its reply; true when nothing may follow. */
export const breakHalfway = (kind: FaultKind | undefined, stage: Stage) => act(HALFWAY, kind, stage);
