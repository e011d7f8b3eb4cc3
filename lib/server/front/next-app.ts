import http from "node:http";
import type { App } from "./front-server";

export type NextApp = App & { close: () => Promise<void> };

/**
 * Next in this process. It is given a server that never listens: it hangs its upgrade listener on that one, and would
 * otherwise close WebSockets that are not its own.
 */
export async function loadNext(options: { dev: boolean; hostname: string; port: number }): Promise<NextApp> {
  // Loaded late: Next looks at NODE_ENV while it loads.
  const { default: next } = await import("next");
  const relay = http.createServer();
  const app = next({ ...options, httpServer: relay });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    answer: (request, response) => handle(request, response),
    upgrade: (request, socket, head) => options.dev && relay.emit("upgrade", request, socket, head),
    close: () => app.close(),
  };
}
