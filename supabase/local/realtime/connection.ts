import type { WebSocket } from "ws";
import type { Claims } from "../auth/access-tokens";
import { encodeBroadcast, encodeFrame, type Broadcast, type Frame, type Version } from "./frames";
import { TokenBucket } from "./token-bucket";

/** One topic that one connection has joined. `topic` is as the client writes it, `name` without "realtime:". */
export type Channel = {
  connection: Connection;
  topic: string;
  name: string;
  joinRef: string | null;
  claims: Claims;
  expiry: NodeJS.Timeout | undefined;
};

export type ConnectionLimits = {
  channels: number;
  joinBurst: number;
  joinsPerSecond: number;
  messageBurst: number;
  messagesPerSecond: number;
  /** Bytes waiting for a reader that does not read; then it is cut off and refetches when it returns. */
  backlogBytes: number;
};

export const CONNECTION_LIMITS: ConnectionLimits = {
  channels: 100,
  joinBurst: 100,
  joinsPerSecond: 20,
  messageBurst: 200,
  messagesPerSecond: 50,
  backlogBytes: 4 * 1024 * 1024,
};

/** A WebSocket, its channels and its limits. */
export class Connection {
  readonly channels = new Map<string, Channel>();
  readonly joins: TokenBucket;
  readonly messages: TokenBucket;
  /** Frames are handled one after the other: a leave never overtakes its join. */
  work: Promise<void> = Promise.resolve();
  heard = true;

  readonly socket: WebSocket;
  readonly version: Version;
  readonly apiKey: string;
  readonly limits: ConnectionLimits;

  constructor(socket: WebSocket, version: Version, apiKey: string, limits: ConnectionLimits) {
    this.socket = socket;
    this.version = version;
    this.apiKey = apiKey;
    this.limits = limits;
    this.joins = new TokenBucket(limits.joinBurst, limits.joinsPerSecond);
    this.messages = new TokenBucket(limits.messageBurst, limits.messagesPerSecond);
  }

  send(frame: Frame): void {
    this.#write(encodeFrame(frame, this.version));
  }

  broadcast(topic: string, broadcast: Broadcast): void {
    this.#write(encodeBroadcast(topic, broadcast, this.version));
  }

  reply(to: Frame, status: "ok" | "error", response: Record<string, unknown> = {}): void {
    this.send({ ...to, event: "phx_reply", payload: { status, response } });
  }

  /** A message for the application, which realtime-js hands to `.on("system")`. */
  system(channel: Channel, message: string): void {
    this.send({
      joinRef: channel.joinRef,
      ref: null,
      topic: channel.topic,
      event: "system",
      payload: { status: "error", extension: "system", channel: channel.name, message },
    });
  }

  #write(data: string | Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > this.limits.backlogBytes) this.socket.terminate();
    else this.socket.send(data);
  }
}
