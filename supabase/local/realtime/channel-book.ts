import type { AccessTokens, Claims } from "../auth/access-tokens";
import type { Database } from "../database/database";
import type { Channel, Connection } from "./connection";
import { mayRead } from "./read-permission";

/** A timer cannot wait longer; a token that lives longer is looked at again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Why a channel is not, or no longer, open: a sentence for the client. */
export class Refusal extends Error {}

/** Who listens to which topic, and whether they still may. */
export class ChannelBook {
  readonly #topics = new Map<string, Set<Channel>>();
  readonly #database: Database;
  readonly #tokens: AccessTokens;

  constructor(database: Database, tokens: AccessTokens) {
    this.#database = database;
    this.#tokens = tokens;
  }

  /** The channels that receive a topic. */
  on(name: string): Iterable<Channel> {
    return this.#topics.get(name) ?? [];
  }

  /** Opens a channel, replacing one of the same topic on the same connection. Throws a Refusal. */
  async join(
    connection: Connection,
    topic: string,
    joinRef: string | null,
    token: string | undefined,
  ): Promise<Channel> {
    const name = topic.slice("realtime:".length);
    const claims = await this.#permitted(token ?? connection.apiKey, name);
    const before = connection.channels.get(topic);
    if (before !== undefined) this.leave(before);
    const channel: Channel = { connection, topic, name, joinRef, claims, expiry: undefined };
    connection.channels.set(topic, channel);
    const listeners = this.#topics.get(name) ?? new Set();
    this.#topics.set(name, listeners.add(channel));
    this.#watchExpiry(channel);
    return channel;
  }

  /** Takes a fresh token for an open channel, asking the policies again; closes it when they say no. */
  async refresh(channel: Channel, token: string): Promise<void> {
    try {
      channel.claims = await this.#permitted(token, channel.name);
      this.#watchExpiry(channel);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.close(channel, error.message);
    }
  }

  leave(channel: Channel): void {
    clearTimeout(channel.expiry);
    const listeners = this.#topics.get(channel.name);
    listeners?.delete(channel);
    if (listeners?.size === 0) this.#topics.delete(channel.name);
    if (channel.connection.channels.get(channel.topic) === channel) {
      channel.connection.channels.delete(channel.topic);
    }
  }

  /** Tells the client why, and ends the channel for good: realtime-js does not rejoin by itself. */
  close(channel: Channel, message: string): void {
    const { connection, joinRef, topic } = channel;
    connection.system(channel, message);
    connection.send({ joinRef, ref: null, topic, event: "phx_close", payload: {} });
    this.leave(channel);
  }

  closeAccount(userId: string): void {
    for (const listeners of [...this.#topics.values()]) {
      for (const channel of [...listeners]) {
        if (channel.claims.sub === userId) this.close(channel, "This account was closed");
      }
    }
  }

  async #permitted(token: string, name: string): Promise<Claims> {
    let claims: Claims;
    try {
      claims = await this.#tokens.claimsOf(token);
    } catch {
      throw new Refusal("InvalidJWTToken: The token is expired or not ours");
    }
    if (await mayRead(this.#database, claims, name)) return claims;
    throw new Refusal(`Unauthorized: You do not have permissions to read from this Channel topic: ${name}`);
  }

  #watchExpiry(channel: Channel): void {
    clearTimeout(channel.expiry);
    const { exp } = channel.claims;
    if (exp === undefined) return;
    const left = exp * 1_000 - Date.now();
    channel.expiry = setTimeout(
      () => {
        if (left <= LONGEST_TIMER_MS) this.close(channel, "Token has expired");
        else this.#watchExpiry(channel);
      },
      Math.min(left, LONGEST_TIMER_MS),
    );
    channel.expiry.unref();
  }
}
