import type { TextStore } from "../browser-storage";
import { newId } from "../new-id";

const BEAT_MS = 5_000;
/** Browsers wake the timers of a hidden tab once a minute; a tab that is silent for longer is gone. */
const GONE_MS = 90_000;

export type TabLife = {
  /** Kept over reloads of this tab. */
  id: string;
  isAlive: (tab: string) => boolean;
  /** Tells the other tabs of this device, again and again, that this one is there. */
  start: () => () => void;
};

const ID_KEY = "throughline:tab";
const BEAT_PREFIX = "throughline:tab:";

export function createTabLife(device: TextStore, tabStore: TextStore): TabLife {
  const id = tabStore.get(ID_KEY) ?? newId<string>();
  tabStore.set(ID_KEY, id);

  function isAlive(tab: string): boolean {
    return Date.now() - Number(device.get(BEAT_PREFIX + tab) ?? 0) < GONE_MS;
  }

  function start(): () => void {
    const beat = () => void device.set(BEAT_PREFIX + id, String(Date.now()));
    const leave = () => device.remove(BEAT_PREFIX + id);
    beat();
    sweep(device);
    const timer = setInterval(beat, BEAT_MS);
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", beat);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", beat);
      leave();
    };
  }

  return { id, isAlive, start };
}

/** Forgets tabs that ended without saying so. */
function sweep(device: TextStore): void {
  for (const key of device.keys(BEAT_PREFIX)) {
    if (Date.now() - Number(device.get(key)) > GONE_MS) device.remove(key);
  }
}
