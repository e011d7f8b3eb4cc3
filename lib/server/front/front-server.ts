import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ErrorCode } from "@/types/errors";
import { answerError } from "./answer-error";
import { callerAddress, replaceClaims } from "./forwarded-headers";
import { isKnownHost, isOwnOrigin, type OwnNames } from "./known-hosts";
import { pipeRequest, type Upstream } from "./pipe-request";
import { pipeUpgrade, refuseUpgrade } from "./pipe-upgrade";
import { isForSupabase, supabasePath } from "./supabase-path";

export type App = {
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Takes a WebSocket of the app's own (hot reload); false when it has none. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
};

export type FrontSettings = OwnNames & {
  port: number;
  trustProxy: boolean;
  /** Where the embedded Supabase listens; null when Supabase is elsewhere and the browser asks it itself. */
  supabase: URL | null;
  mostBodyBytes?: number;
  timeoutMs?: number;
};

export type Front = {
  port: number;
  /** Until this is called the app's requests are answered 503: the port is taken before Next is loaded. */
  open: (app: App) => void;
  /** No new connections from now on; idle ones are closed. */
  stopAccepting: () => void;
  /** Cuts what is still open. */
  close: () => Promise<void>;
};

const UNKNOWN_HOST =
  "This server does not answer under that name. Its operator can add the name to THROUGHLINE_ORIGINS.";

const FOREIGN_PAGE = "Requests from pages of other servers are not allowed.";

type Way =
  | { to: "nowhere"; code: ErrorCode; message: string }
  | { to: "supabase"; upstream: Upstream; path: string; address: string }
  | { to: "app"; address: string };

/** One port for the app and the embedded Supabase. Rejects with EADDRINUSE when the port is taken. */
export async function startFront(settings: FrontSettings): Promise<Front> {
  const routes = new FrontRoutes(settings);
  // No socket timeout: a reply may stream for half an hour, with a comment every ten seconds.
  const server = http.createServer({ keepAlive: true }, (request, response) => {
    routes
      .request(request, response)
      .catch(() => answerError(response, "internal", "Something went wrong here."));
  });
  const sockets = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    routes.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : settings.port,
    open: (app) => {
      routes.app = app;
    },
    stopAccepting: () => {
      server.close();
      server.closeIdleConnections();
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await closed;
    },
  };
}

class FrontRoutes {
  app: App | null = null;
  readonly #settings: FrontSettings;
  readonly #upstream: Upstream | null;

  constructor(settings: FrontSettings) {
    this.#settings = settings;
    this.#upstream = settings.supabase && {
      url: settings.supabase,
      agent: new http.Agent({ keepAlive: true }),
      mostBodyBytes: settings.mostBodyBytes ?? 1024 * 1024,
      timeoutMs: settings.timeoutMs ?? 30_000,
    };
  }

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const way = this.#wayOf(request);
    if (way.to === "nowhere") {
      answerError(response, way.code, way.message);
    } else if (way.to === "supabase") {
      await pipeRequest(way.upstream, way.path, way.address, request, response);
    } else if (this.app === null) {
      answerError(response, "database_unavailable", "The app is still starting. Try again in a moment.");
    } else {
      replaceClaims(request, way.address, this.#settings.trustProxy);
      await this.app.answer(request, response);
    }
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const way = this.#wayOf(request);
    if (way.to === "nowhere") {
      refuseUpgrade(socket, way.code === "forbidden" ? "403 Forbidden" : "404 Not Found");
    } else if (way.to === "supabase" && /^\/realtime\/v1\/websocket(\?|$)/.test(way.path)) {
      pipeUpgrade(way.upstream, way.path, way.address, request, socket, head);
    } else if (way.to === "supabase" || this.app?.upgrade(request, socket, head) !== true) {
      refuseUpgrade(socket, "404 Not Found");
    }
  }

  #wayOf(request: IncomingMessage): Way {
    const url = request.url ?? "/";
    if (!url.startsWith("/")) return nowhere("invalid_input", "The request has no path.");
    const forSupabase = this.#upstream !== null && isForSupabase(url);
    const refusal = this.#refusal(request, forSupabase);
    if (refusal !== null) return refusal;
    const address = callerAddress(request, this.#settings.trustProxy);
    if (this.#upstream === null || !forSupabase) return { to: "app", address };
    const path = supabasePath(url);
    if (path === null) return nowhere("not_found", "There is nothing under this address.");
    return { to: "supabase", upstream: this.#upstream, path, address };
  }

  #refusal(request: IncomingMessage, forSupabase: boolean): Way | null {
    const { host, origin, upgrade } = request.headers;
    if (!isKnownHost(host, this.#settings)) return nowhere("forbidden", UNKNOWN_HOST);
    // The app's own routes look at the Origin themselves; a WebSocket has no other door.
    if (!forSupabase && upgrade === undefined) return null;
    if (origin === undefined || isOwnOrigin(origin, host, this.#settings)) return null;
    return nowhere("forbidden", FOREIGN_PAGE);
  }
}

function nowhere(code: ErrorCode, message: string): Way {
  return { to: "nowhere", code, message };
}
