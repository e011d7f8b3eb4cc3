import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

type Frame = [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown];

/** A loopback Realtime server: joins, heartbeats and broadcasts of the Phoenix protocol, version 2.0.0. */
export class FakeRealtime {
  url = "";
  readonly joins: { topic: string; isPrivate: boolean }[] = [];
  refuseJoins = false;
  #server: WebSocketServer | null = null;
  #joined = new Map<WebSocket, Set<string>>();

  async start(port = 0): Promise<this> {
    const server = new WebSocketServer({ port, host: "127.0.0.1" });
    this.#server = server;
    await new Promise((resolve) => server.on("listening", resolve));
    server.on("connection", (socket) => {
      this.#joined.set(socket, new Set());
      socket.on("close", () => this.#joined.delete(socket));
      socket.on("message", (data: Buffer) => this.#take(socket, JSON.parse(data.toString()) as Frame));
    });
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Ends every connection and refuses new ones. */
  async stop(): Promise<void> {
    for (const socket of this.#joined.keys()) socket.terminate();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  has(topic: string): boolean {
    return [...this.#joined.values()].some((topics) => topics.has(`realtime:${topic}`));
  }

  send(topic: string, event: string, payload: unknown): void {
    const frame: Frame = [
      null,
      null,
      `realtime:${topic}`,
      "broadcast",
      { type: "broadcast", event, payload },
    ];
    for (const [socket, topics] of this.#joined) {
      if (topics.has(`realtime:${topic}`)) socket.send(JSON.stringify(frame));
    }
  }

  #take(socket: WebSocket, [joinRef, ref, topic, event, payload]: Frame): void {
    const reply = (status: "ok" | "error") =>
      socket.send(JSON.stringify([joinRef, ref, topic, "phx_reply", { status, response: {} }]));
    if (event === "phx_join") {
      const { config } = payload as { config: { private: boolean } };
      this.joins.push({ topic, isPrivate: config.private });
      if (!this.refuseJoins) this.#joined.get(socket)?.add(topic);
      reply(this.refuseJoins ? "error" : "ok");
    } else if (event === "phx_leave") {
      this.#joined.get(socket)?.delete(topic);
      reply("ok");
    } else if (event === "heartbeat") reply("ok");
  }
}
