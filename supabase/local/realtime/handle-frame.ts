import { stringOf } from "../json-answer";
import { Refusal, type ChannelBook } from "./channel-book";
import type { Connection } from "./connection";
import type { Frame } from "./frames";

/** Answers one frame of a client. */
export async function handleFrame(book: ChannelBook, connection: Connection, frame: Frame): Promise<void> {
  if (frame.topic === "phoenix") {
    connection.reply(frame, "ok");
    return;
  }
  if (frame.event === "phx_join") {
    await join(book, connection, frame);
    return;
  }
  const channel = connection.channels.get(frame.topic);
  if (channel === undefined) {
    connection.reply(frame, "error", { reason: "unmatched topic" });
    return;
  }
  switch (frame.event) {
    case "phx_leave":
      book.leave(channel);
      connection.reply(frame, "ok");
      connection.send({ ...frame, event: "phx_close", payload: {} });
      return;
    case "access_token": {
      const token = stringOf(frame.payload["access_token"]);
      // realtime-js sends the API key when it has no session; hosted Realtime takes no notice of it either.
      if (token?.startsWith("sb_") === false) await book.refresh(channel, token);
      return;
    }
    case "broadcast":
      refuse(connection, frame, "ClientBroadcastRefused: Only the database broadcasts here");
      return;
    case "presence":
      refuse(connection, frame, "PresenceRefused: Presence is not available here");
      return;
    default:
      refuse(connection, frame, "Unexpected message");
  }
}

/** Whoever did not ask for an answer (no ref) is told by a system message. */
function refuse(connection: Connection, frame: Frame, reason: string): void {
  const channel = connection.channels.get(frame.topic);
  if (frame.ref !== null) connection.reply(frame, "error", { reason });
  if (channel !== undefined) connection.system(channel, reason);
}

async function join(book: ChannelBook, connection: Connection, frame: Frame): Promise<void> {
  const reason = joinRefusal(connection, frame);
  if (reason !== null) {
    connection.reply(frame, "error", { reason });
    return;
  }
  try {
    const token = stringOf(frame.payload["access_token"]);
    await book.join(connection, frame.topic, frame.joinRef ?? frame.ref, token);
    connection.reply(frame, "ok", { postgres_changes: [] });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    connection.reply(frame, "error", { reason: error.message });
  }
}

function joinRefusal(connection: Connection, frame: Frame): string | null {
  if (!connection.joins.take()) return "ClientJoinRateLimitReached: Too many joins per second";
  if (!frame.topic.startsWith("realtime:") || frame.topic === "realtime:") return "unmatched topic";
  const isNew = !connection.channels.has(frame.topic);
  if (isNew && connection.channels.size >= connection.limits.channels) {
    return "ChannelRateLimitReached: Too many channels";
  }
  const config = objectOf(frame.payload["config"]);
  if (config["private"] !== true) return "PrivateOnly: This project only allows private channels";
  if (objectOf(config["presence"])["enabled"] === true)
    return "PresenceRefused: Presence is not available here";
  const changes = config["postgres_changes"];
  if (Array.isArray(changes) && changes.length > 0) {
    return "PostgresChangesRefused: Use Broadcast from Database instead of postgres_changes";
  }
  return null;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
