import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../support/app";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const SOURCE = path.join(ROOT, "tests/bench/relay-app");
// As deep as the source, for the paths in it; out of the sight of the checks.
const APP = path.join(ROOT, ".build/bench/relay-app");
const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");

/** The bench's own Next server: a bare pipe, the relay without a database, and the product's route. */
export type RelayServer = {
  url: string;
  /** Milliseconds of processor time so far. */
  cpuMs: () => Promise<number>;
  stop: () => Promise<void>;
};

function next(args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [NEXT, ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  return child;
}

export async function startRelayServer(env: Record<string, string>): Promise<RelayServer> {
  rmSync(APP, { recursive: true, force: true });
  cpSync(SOURCE, APP, { recursive: true });
  const built = next(["build", APP], {});
  const code = await new Promise((resolve) => built.once("exit", resolve));
  if (code !== 0) throw new Error("The bench's Next app could not be built.");
  const port = await freePort();
  const server = next(["start", APP, "-p", String(port), "-H", "127.0.0.1"], env);
  const url = `http://127.0.0.1:${port}`;
  const cpuMs = async () => ((await (await fetch(`${url}/cpu`)).json()) as { us: number }).us / 1_000;
  for (let tries = 0; ; tries += 1) {
    try {
      await cpuMs();
      break;
    } catch (error) {
      if (tries > 600 || server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  return {
    url,
    cpuMs,
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
    },
  };
}
