import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { hashedVector } from "./hashed-embedder";

type Call = { path: string; headers: IncomingHttpHeaders; body: { model?: string; input?: string[] } };

/** What one call gets instead of vectors. */
export type EmbeddingFault = (response: ServerResponse, call: Call) => void;

/** A loopback server that speaks OpenAI's embeddings protocol, with vectors of hashed words. */
export type EmbeddingServer = {
  readonly url: string;
  readonly calls: readonly Call[];
  /** From now on, until it is set to null. */
  fault: EmbeddingFault | null;
  dimensions: number;
  close(): Promise<void>;
};

export async function startEmbeddingServer(): Promise<EmbeddingServer> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let raw = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (raw += chunk));
    request.on("end", () => {
      const call: Call = {
        path: request.url ?? "",
        headers: request.headers,
        body: JSON.parse(raw || "{}") as Call["body"],
      };
      calls.push(call);
      if (own.fault === null) answer(response, call, own.dimensions);
      else own.fault(response, call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    fault: null as EmbeddingFault | null,
    dimensions: 64,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return own;
}

/** Vectors of any length and in any order, as the protocol allows. */
function answer(response: ServerResponse, { body }: Call, dimensions: number): void {
  const data = (body.input ?? []).map((text, index) => ({
    object: "embedding",
    index,
    embedding: Array.from(hashedVector(text, dimensions), (value) => value * 3),
  }));
  json(response, 200, { object: "list", data: data.reverse(), model: body.model });
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
