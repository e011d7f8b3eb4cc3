import process from "node:process";
import { logLine } from "./log";
import { settingsFrom } from "./settings";
import { startStack, type Stack } from "./stack";
import { sentenceFor } from "./stack-problem";

/** How long a shutdown may take before the process ends anyway; PGlite recovers from its log at the next start. */
const GRACE_MS = 9_000;

async function main(): Promise<void> {
  process.env["LITE_TELEMETRY"] = "0";
  const began = performance.now();
  const starting = startStack(settingsFrom(process.env));
  // From the first moment: a start that is interrupted must not leave an open database behind.
  stopOnSignal(starting);
  const stack = await starting;
  const ms = Math.round(performance.now() - began);
  logLine("info", "embedded Supabase started", {
    ms,
    migrations: stack.migrations.applied.length,
    port: stack.port,
  });
  process.stdout.write(`READY ${JSON.stringify({ url: stack.url, ms })}\n`);
}

function stopOnSignal(starting: Promise<Stack>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    const stack = await starting;
    await stack.close();
    logLine("info", "embedded Supabase stopped");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => fail(error));
    });
  }
}

function fail(error: unknown): never {
  logLine("error", sentenceFor(error));
  process.exit(1);
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
main().catch((error: unknown) => fail(error));
