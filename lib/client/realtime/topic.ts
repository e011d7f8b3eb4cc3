import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";

export type TopicHandlers = {
  onBroadcast: (event: string, payload: unknown) => void;
  /** Joined, at first or after it was lost: whatever happened before was missed. */
  onJoined: () => void;
  onLost: () => void;
};

// The enum's value; importing the enum would load all of realtime-js with the first scripts.
const SUBSCRIBED: string = "SUBSCRIBED";
const FIRST_WAIT_MS = 500;
const SLOWEST_WAIT_MS = 10_000;

export type Topic = {
  /** Joins anew at once instead of after the planned wait. */
  rejoin: () => void;
  leave: () => void;
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
  /** Counts the attempts: what belongs to an earlier one no longer matters. */
  let attempt = 0;

  async function join(mine: number): Promise<void> {
    const client = await load();
    // A private channel is judged by the token that goes along with the join.
    await client.realtime.setAuth();
    if (mine !== attempt) return;
    channel = client.channel(name, { config: { private: true, broadcast: { self: false } } });
    channel.on("broadcast", { event: "*" }, ({ event, payload }: { event: string; payload?: unknown }) => {
      if (mine === attempt) handlers.onBroadcast(event, payload);
    });
    channel.subscribe((status: string) => {
      if (mine !== attempt) return;
      if (status === SUBSCRIBED) joined();
      else lose();
    });
  }

  function joined(): void {
    wait = FIRST_WAIT_MS;
    handlers.onJoined();
  }

  function lose(): void {
    drop();
    handlers.onLost();
    // A little chance, so that the tabs of a restarted server do not all come back at once.
    timer = setTimeout(again, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, SLOWEST_WAIT_MS);
  }

  function again(): void {
    drop();
    const mine = attempt;
    join(mine).catch(() => {
      if (mine === attempt) lose();
    });
  }

  function drop(): void {
    attempt += 1;
    if (timer) clearTimeout(timer);
    timer = null;
    void channel?.unsubscribe();
    channel = null;
  }

  function rejoin(): void {
    wait = FIRST_WAIT_MS;
    again();
  }

  again();
  return { rejoin, leave: drop };
}
