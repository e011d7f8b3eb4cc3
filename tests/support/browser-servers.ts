import type { Environment } from "./app";

/** What the browser tests run against; the global set-up starts it and hands it on through the environment. */
export type BrowserServers = {
  /** The app on the offline model, at a pace that can be watched. */
  appUrl: string;
  /** The same data behind an app server whose replies come from the scripted provider. */
  modelUrl: string;
  /** The same data once more: no guests, no limits, and the offline model as fast as it goes. */
  quickUrl: string;
  stackUrl: string;
  env: Environment;
  secrets: string[];
};

const NAME = "THROUGHLINE_BROWSER_SERVERS";

export function announceServers(servers: BrowserServers): void {
  process.env[NAME] = JSON.stringify(servers);
}

/** Throws where the set-up has not run: the browser tests start their own servers. */
export function browserServers(): BrowserServers {
  const announced = process.env[NAME];
  if (!announced) throw new Error(`${NAME} is not set: the browser tests start their own servers`);
  return JSON.parse(announced) as BrowserServers;
}
