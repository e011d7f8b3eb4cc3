import { ModelFaultError } from "./model-fault";
import { factsOfBody } from "./refusal-facts";

const MAX_ERROR_BYTES = 16_384;
/** Some servers leave an error body open; the status alone is enough then. */
const ERROR_BODY_MS = 500;

async function collect(reader: ReadableStreamDefaultReader<Uint8Array>, into: Uint8Array[]): Promise<void> {
  let size = 0;
  while (size < MAX_ERROR_BYTES) {
    const { done, value } = await reader.read();
    if (done) return;
    into.push(value);
    size += value.byteLength;
  }
}

/** At most 16 KB and half a second of an error body. */
async function readErrorBody(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const chunks: Uint8Array[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ERROR_BODY_MS);
  });
  // A body that breaks off still leaves the status, which decides.
  await Promise.race([collect(reader, chunks).catch(() => undefined), late]);
  clearTimeout(timer);
  await reader.cancel().catch(() => undefined);
  return new TextDecoder().decode(Buffer.concat(chunks)).slice(0, MAX_ERROR_BYTES);
}

/**
 * `fetch` for model servers: never follows a redirect, which could carry the key elsewhere, and turns every
 * status but success into a ModelFaultError, so that no SDK reads or repeats an error body.
 */
export async function modelFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: "manual" });
  if (response.ok) return response;
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    throw new ModelFaultError({ kind: "redirected" });
  }
  const body = await readErrorBody(response);
  const facts = factsOfBody(response.status, body, response.headers, Date.now());
  throw new ModelFaultError({ kind: "refused", inStream: false, ...facts });
}
