import process from "node:process";
import { EnvironmentProblem, serverEnv } from "../env";
import { startFront, type Front } from "./front-server";
import { loadNext, type NextApp } from "./next-app";

/** After a signal the process ends within this, whatever is still open. */
const GRACE_MS = 9_000;
/** What running turns get of it to store their text. */
const TURNS_MS = 6_000;

const dev = process.argv.includes("--dev");

async function main(): Promise<void> {
  const env = serverEnv();
  const internal = process.env["SUPABASE_INTERNAL_URL"];
  const front = await startFront({
    host: env.host,
    port: env.port,
    origins: env.origins,
    trustProxy: env.trustProxy,
    supabase: internal === undefined || internal === "" ? null : new URL(internal),
  });
  // Route handlers, which Next bundles apart from this file, look here to know that they are behind us.
  Object.assign(globalThis, { [Symbol.for("throughline.front")]: true });
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production" });
  let app: NextApp | null = null;
  stopOnSignal(front, () => app?.close() ?? Promise.resolve());
  app = await loadNext({ dev, hostname: env.host, port: front.port });
  front.open(app);
}

function stopOnSignal(front: Front, closeApp: () => Promise<void>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), GRACE_MS).unref();
    front.stopAccepting();
    await within(TURNS_MS, shutdownHook());
    await front.close();
    await closeApp();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => fail(error));
    });
  }
}

/** Set by the module that runs turns, once the first one has been asked for. */
async function shutdownHook(): Promise<void> {
  const hook = (globalThis as Record<symbol, unknown>)[Symbol.for("throughline.shutdown")];
  if (typeof hook === "function") await (hook as () => Promise<void>)();
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
  await Promise.race([work, late]);
}

function fail(error: unknown): never {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(1);
}

function sentenceFor(error: unknown): string {
  if (error instanceof EnvironmentProblem) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const port = process.env["PORT"] ?? "3000";
  if (code === "EADDRINUSE")
    return `Port ${port} is taken by another program. Stop it, or set PORT to another.`;
  if (code === "EADDRNOTAVAIL") return `HOST ${process.env["HOST"] ?? ""} is no address of this machine.`;
  return error.stack ?? error.message;
}

main().catch((error: unknown) => fail(error));
