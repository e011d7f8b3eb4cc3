import type { ServerResponse } from "node:http";
import type { Fault, FaultKind } from "./faults";
import { answerWithStatus } from "./status-faults";

const INSTEAD: Partial<Record<FaultKind, (response: ServerResponse) => void>> = {
  redirect: (response) => response.writeHead(307, { location: "/openai/v1/redirected" }).end(),
  "slow-headers": () => undefined,
  drop: (response) => response.destroy(),
  html: (response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><title>Welcome to nginx</title><h1>It works</h1>");
  },
  "endless-error": (response) => {
    response.writeHead(500, { "content-type": "application/json" });
    response.write('{"error":{"message":"');
  },
};

/** Does what comes instead of a reply; false when the reply may start. */
export function failEarly(response: ServerResponse, planned: Fault | null): boolean {
  if (planned === null) return false;
  if (answerWithStatus(response, planned)) return true;
  const act = INSTEAD[planned.kind];
  act?.(response);
  return act !== undefined;
}
