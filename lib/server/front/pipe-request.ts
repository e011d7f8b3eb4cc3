import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { answerError } from "./answer-error";
import { downstreamHeaders, upstreamHeaders } from "./forwarded-headers";

export type Upstream = {
  url: URL;
  agent: http.Agent;
  mostBodyBytes: number;
  /** For a whole request and its answer. */
  timeoutMs: number;
};

export const GATEWAY_TIMEOUT = 504;

/** Sends a request on to Supabase and its answer back. Bodies are small, so they are read before anything is asked. */
export async function pipeRequest(
  upstream: Upstream,
  path: string,
  address: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, upstream.mostBodyBytes);
  if (body === "aborted") return;
  if (body === "too large") {
    answerError(response, "too_large", "The request is larger than 1 MiB.");
    return;
  }
  const headers = upstreamHeaders(request, address, upstream.url.host);
  if (body.length > 0) headers["content-length"] = String(body.length);
  const asked = http.request({
    agent: upstream.agent,
    host: upstream.url.hostname,
    port: upstream.url.port,
    method: request.method,
    path,
    headers,
  });
  const late = setTimeout(() => {
    answerError(
      response,
      "database_unavailable",
      "The database took too long to answer. Try again.",
      GATEWAY_TIMEOUT,
    );
    asked.destroy();
  }, upstream.timeoutMs);
  asked.on("error", () => {
    if (!response.writableEnded) {
      answerError(response, "database_unavailable", "The database cannot be reached right now. Try again.");
    }
  });
  asked.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, downstreamHeaders(answer.headers));
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  });
  response.on("close", () => {
    clearTimeout(late);
    asked.destroy();
  });
  asked.end(body);
}

/** An oversized body is read on and dropped, up to a point: closing while the sender writes would cost it our answer. */
async function readBody(request: IncomingMessage, most: number): Promise<Buffer | "too large" | "aborted"> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else chunks.length = 0;
      if (size > 16 * most) request.destroy();
    }
  } catch {
    return "aborted";
  }
  return size > most ? "too large" : Buffer.concat(chunks);
}
