import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { AccessTokens } from "../auth/access-tokens";
import type { Database, Row } from "../database/database";
import { stringOf } from "../json-answer";
import type { Log } from "../log";
import { ChannelBook } from "./channel-book";
import { Connection, CONNECTION_LIMITS, type ConnectionLimits } from "./connection";
import { Feed } from "./feed";
import { decodeFrame } from "./frames";
import { handleFrame } from "./handle-frame";

export type RealtimeSettings = {
  database: Database;
  tokens: AccessTokens;
  publishableKey: string;
  secretKey: string;
  log: Log;
  limits?: Partial<ConnectionLimits>;
};

const MOST_CONNECTIONS = 2_000;
const MOST_FRAME_BYTES = 64 * 1024;
const SILENCE_CHECK_MS = 30_000;
const TRY_AGAIN_LATER = 1013;

/**
 * Supabase Realtime as far as this app needs it: private topics that receive what realtime.send writes. Joining asks
 * the policies on realtime.messages; public topics, broadcasts from clients, presence and postgres_changes are refused.
 */
export class RealtimeServer {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES });
  readonly #connections = new Set<Connection>();
  readonly #book: ChannelBook;
  readonly #feed: Feed;
  readonly #settings: RealtimeSettings;
  #silenceCheck: NodeJS.Timeout | undefined;

  constructor(settings: RealtimeSettings) {
    this.#settings = settings;
    this.#book = new ChannelBook(settings.database, settings.tokens);
    this.#feed = new Feed(
      settings.database,
      {
        onMessage: (row) => this.#deliver(row),
        onAccountClosed: (userId) => this.#book.closeAccount(userId),
        onRestored: () => this.#dropAll(),
      },
      settings.log,
    );
  }

  get connections(): number {
    return this.#connections.size;
  }

  async start(): Promise<void> {
    await this.#feed.start();
    this.#silenceCheck = setInterval(() => this.#dropSilent(), SILENCE_CHECK_MS);
    this.#silenceCheck.unref();
  }

  /** Takes a WebSocket whose Host and Origin have been found good. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", "http://stack");
    const apiKey = url.searchParams.get("apikey") ?? stringOf(request.headers["apikey"]);
    if (apiKey !== this.#settings.publishableKey && apiKey !== this.#settings.secretKey) {
      refuseUpgrade(socket, "401 Unauthorized");
      return;
    }
    if (this.#connections.size >= MOST_CONNECTIONS) {
      refuseUpgrade(socket, "503 Service Unavailable");
      return;
    }
    const version = url.searchParams.get("vsn")?.startsWith("2") === true ? 2 : 1;
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const limits = { ...CONNECTION_LIMITS, ...this.#settings.limits };
      this.#follow(new Connection(webSocket, version, apiKey, limits), webSocket);
    });
  }

  #follow(connection: Connection, webSocket: WebSocket): void {
    this.#connections.add(connection);
    webSocket.on("message", (data: Buffer, isBinary) => this.#receive(connection, data, isBinary));
    webSocket.on("pong", () => {
      connection.heard = true;
    });
    webSocket.on("error", () => webSocket.terminate());
    webSocket.on("close", () => {
      this.#connections.delete(connection);
      for (const channel of [...connection.channels.values()]) this.#book.leave(channel);
    });
  }

  #receive(connection: Connection, data: Buffer, isBinary: boolean): void {
    connection.heard = true;
    if (!connection.messages.take()) {
      for (const channel of connection.channels.values())
        connection.system(channel, "Too many messages per second");
      connection.socket.close(1008, "Too many messages per second");
      return;
    }
    let frame;
    try {
      frame = decodeFrame(data, isBinary, connection.version);
    } catch {
      connection.socket.close(1003, "Not a Phoenix frame");
      return;
    }
    const received = frame;
    connection.work = connection.work
      .then(() => handleFrame(this.#book, connection, received))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.name : "unknown";
        this.#settings.log("error", "realtime frame failed", { event: received.event.slice(0, 40), reason });
        connection.reply(received, "error", { reason: "Realtime could not reach the database. Try again." });
      });
  }

  #deliver(row: Row): void {
    const topic = stringOf(row["topic"]);
    const event = stringOf(row["event"]);
    if (topic === undefined || event === undefined || row["private"] !== true) return;
    const broadcast = { event, payload: row["payload"], meta: { id: row["id"] } };
    for (const channel of this.#book.on(topic)) channel.connection.broadcast(channel.topic, broadcast);
  }

  /** Clients rejoin by themselves and fetch what they missed. */
  #dropAll(): void {
    for (const connection of this.#connections)
      connection.socket.close(TRY_AGAIN_LATER, "Messages were missed");
  }

  #dropSilent(): void {
    for (const connection of this.#connections) {
      if (!connection.heard) connection.socket.terminate();
      connection.heard = false;
      if (connection.socket.readyState === connection.socket.OPEN) connection.socket.ping();
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#silenceCheck);
    for (const connection of this.#connections) connection.socket.close(1001, "Shutting down");
    await this.#feed.stop();
    for (const connection of this.#connections) connection.socket.terminate();
    this.#sockets.close();
  }
}

/** Answers an upgrade with a status and no more. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
