import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";

export type TopicHandlers = {
  onBroadcast(event: string, payload: unknown): void;
  /** Joined; `again` after it was lost: whatever happened in between was missed. */
  onJoined(again: boolean): void;
  onLost(): void;
};

const FIRST_WAIT_MS = 500;
const SLOWEST_WAIT_MS = 10_000;

export type Topic = {
  /** Joins anew at once instead of after the planned wait. */
  rejoin(): void;
  leave(): void;
};

/**
 * Stays in one private channel: when joining fails, or the channel errs or closes, it makes a new one after a wait
 * that grows from half a second to ten.
 */
export function followTopic(
  load: () => Promise<SupabaseClient>,
  name: string,
  handlers: TopicHandlers,
): Topic {
  let channel: RealtimeChannel | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let wait = FIRST_WAIT_MS;
  let left = false;
  let joinedBefore = false;

  async function join(): Promise<void> {
    const client = await load();
    // A private channel is judged by the token that goes along with the join.
    await client.realtime.setAuth();
    if (left) return;
    const joined = client.channel(name, { config: { private: true, broadcast: { self: false } } });
    channel = joined;
    joined.on("broadcast", { event: "*" }, ({ event, payload }: { event: string; payload?: unknown }) => {
      if (channel === joined) handlers.onBroadcast(event, payload);
    });
    joined.subscribe((status) => {
      if (channel !== joined) return;
      if (String(status) === "SUBSCRIBED") {
        wait = FIRST_WAIT_MS;
        handlers.onJoined(joinedBefore);
        joinedBefore = true;
      } else lose();
    });
  }

  function lose(): void {
    drop();
    handlers.onLost();
    if (left || timer) return;
    // A little chance, so that the tabs of a restarted server do not all come back at once.
    timer = setTimeout(again, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, SLOWEST_WAIT_MS);
  }

  function again(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    join().catch(lose);
  }

  function drop(): void {
    const old = channel;
    channel = null;
    if (old) void load().then((client) => client.removeChannel(old));
  }

  again();
  return {
    rejoin() {
      drop();
      wait = FIRST_WAIT_MS;
      again();
    },
    leave() {
      left = true;
      if (timer) clearTimeout(timer);
      drop();
    },
  };
}
