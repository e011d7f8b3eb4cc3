import type { RealtimeChannel } from "@supabase/supabase-js";
import type { Client } from "./stack";

export type Heard = { event: string; payload: Record<string, unknown> };

/** A subscription and everything it has heard so far. */
export type Listener = {
  channel: RealtimeChannel;
  /** How subscribing ended: SUBSCRIBED, CHANNEL_ERROR, …, and the server's reason. */
  outcome: { status: string; reason: string };
  heard: Heard[];
  /** Messages of the server about the channel itself. */
  system: string[];
};

/** Subscribes to a topic, private unless told otherwise, and waits for the outcome. */
export async function listenTo(
  client: Client,
  topic: string,
  options: { private?: boolean } = {},
): Promise<Listener> {
  await client.realtime.setAuth();
  const heard: Heard[] = [];
  const system: string[] = [];
  const channel = client.channel(topic, { config: { private: options.private ?? true } });
  channel.on("broadcast", { event: "*" }, (message) => {
    heard.push({ event: message.event, payload: message["payload"] as Record<string, unknown> });
  });
  channel.on("system", {}, (message: { message?: string }) => system.push(message.message ?? ""));
  const outcome = await subscribed(channel);
  return { channel, outcome, heard, system };
}

function subscribed(channel: RealtimeChannel): Promise<Listener["outcome"]> {
  return new Promise((resolve) => {
    channel.subscribe((status, error) => resolve({ status, reason: error?.message ?? "" }));
  });
}
