import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { error } from "./fake-error";
import { FakeStore } from "./fake-store";
import { streamTurn, type StreamFaults } from "./stream-turn";

type Refusal = { status: number; body?: unknown; headers?: Record<string, string> };
export type SeenRequest = { method: string; path: string; body: Record<string, unknown> };

/**
 * A loopback server that speaks our HTTP API and event streams from memory, with faults on demand. It is a real
 * server: cuts are cut sockets, and being offline is a refused connection.
 */
export class FakeApi {
  readonly store = new FakeStore();
  readonly seen: SeenRequest[] = [];
  readonly faults: StreamFaults = { cuts: [], twice: false, openStreams: 0 };
  /** While true every connection is cut before an answer. */
  offline = false;
  baseUrl = "";
  #refusals = new Map<string, Refusal[]>();
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<this> {
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.baseUrl = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers the next request to this route, such as "POST /api/chat", with a refusal. */
  refuseNext(route: string, refusal: Refusal): void {
    this.#refusals.set(route, [...(this.#refusals.get(route) ?? []), refusal]);
  }

  requests(method: string, start: string): SeenRequest[] {
    return this.seen.filter((request) => request.method === method && request.path.startsWith(start));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.offline) {
      request.socket.destroy();
      return;
    }
    const url = new URL(request.url ?? "/", "http://fake");
    const method = request.method ?? "GET";
    const body = await readBody(request);
    this.seen.push({ method, path: url.pathname + url.search, body });
    const refusal = this.#refusals.get(`${method} ${url.pathname}`)?.shift();
    if (refusal) {
      send(response, refusal.status, refusal.body ?? error(refusal.status), refusal.headers);
      return;
    }
    this.#route(method, url, body, response);
  }

  #route(method: string, url: URL, body: Record<string, unknown>, response: ServerResponse): void {
    const [, , area = "", id = "", verb = ""] = url.pathname.split("/");
    if (area === "chat") this.#chat(body, response);
    else if (area === "turns") this.#turn(verb, id, url, body, response);
    else send(response, ...this.store.answer(method, area, id, verb, url.searchParams, body));
  }

  #chat(body: Record<string, unknown>, response: ServerResponse): void {
    const begun = this.store.begin(
      body as { conversationId: string | null; messageId: string; content: string },
    );
    if ("status" in begun) send(response, begun.status, begun.body);
    else
      void streamTurn(
        response,
        begun.turn,
        { offset: 0, replayed: begun.replayed, greet: true },
        this.faults,
      );
  }

  #turn(verb: string, id: string, url: URL, body: Record<string, unknown>, response: ServerResponse): void {
    const turn = this.store.turns.get(id);
    if (!turn) send(response, 404, error(404));
    else if (verb === "stream") {
      const offset = Number(url.searchParams.get("offset") ?? 0);
      void streamTurn(response, turn, { offset, replayed: true, greet: false }, this.faults);
    } else if (verb === "receipt") {
      const answer = this.store.receipts.get(id);
      send(response, answer ? 200 : 404, answer ?? error(404));
    } else if (verb === "stop") {
      turn.end("stopped");
      send(response, 200, { stopped: true });
    } else if (verb === "keep") {
      turn.reply.metadata["kept"] = true;
      turn.reply.revision += 1;
      send(response, 200, { message: turn.reply });
    } else {
      const again = this.store.retry(turn, String(body["messageId"]));
      void streamTurn(response, again, { offset: 0, replayed: false, greet: true }, this.faults);
    }
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "x-request-id": randomUUID(),
    ...headers,
  });
  response.end(status === 204 ? undefined : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
