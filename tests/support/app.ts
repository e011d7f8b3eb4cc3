import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { atExit } from "./at-exit";
import { generateSecrets } from "../../scripts/generate-secrets.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");

export type Environment = Record<string, string>;

/** A process of ours under test, with what it has printed so far. */
export type Running = {
  readonly process: ChildProcess;
  readonly url: string;
  readonly port: number;
  output(): string;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
  /** Ends it without asking, as a crash would. */
  kill(): Promise<void>;
};

/** Settings that keep a developer's own .env.local and keys out of a test. */
export function hermeticEnvironment(): Environment {
  return {
    ...generateSecrets(),
    NEXT_PUBLIC_SUPABASE_URL: "",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "",
    SUPABASE_SERVICE_ROLE_KEY: "",
    GROQ_API_KEY: "",
    GROQ_BASE_URL: "",
    OPENAI_COMPATIBLE_BASE_URL: "",
    OPENAI_COMPATIBLE_API_KEY: "",
    LOCAL_DATABASE_URL: "",
    THROUGHLINE_ORIGINS: "",
    THROUGHLINE_GUESTS: "",
    SIGN_UPS_PER_HOUR: "1000000",
    HOST: "127.0.0.1",
    OFFLINE_TOKENS_PER_SECOND: "0",
    LITE_TELEMETRY: "0",
    NEXT_TELEMETRY_DISABLED: "1",
    LOG_LEVEL: "info",
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A folder that is removed at the end of the process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-test-"));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function watch(child: ChildProcess, url: string, port: number): Running {
  let text = "";
  const take = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-200_000);
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  const forget = atExit(() => child.kill("SIGKILL"));
  void ended.then(forget);
  return {
    process: child,
    url,
    port,
    output: () => text,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

function startBundle(name: "stack" | "front", env: Environment): ChildProcess {
  return spawn(process.execPath, [path.join(ROOT, `.build/${name}.mjs`)], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function until(running: Running, ready: () => Promise<boolean> | boolean): Promise<Running> {
  const deadline = Date.now() + 90_000;
  while (!(await ready())) {
    if (running.process.exitCode !== null) throw new Error(`It ended while starting:\n${running.output()}`);
    if (Date.now() > deadline) throw new Error(`It did not become ready:\n${running.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return running;
}

/** The embedded Supabase from the build, as its own process. */
export async function startStackProcess(env: Environment, appPort: number, port?: number): Promise<Running> {
  const own = port ?? (await freePort());
  const child = startBundle("stack", {
    ...env,
    SUPABASE_LOCAL_PORT: String(own),
    PORT: String(appPort),
  });
  const running = watch(child, `http://127.0.0.1:${own}`, own);
  return until(running, () => /^READY/m.test(running.output()));
}

/** An app server from the production build. Several may share one stack: each is an instance. */
export async function startFrontProcess(
  env: Environment,
  stack: Pick<Running, "url">,
  port: number,
): Promise<Running> {
  const child = startBundle("front", { ...env, PORT: String(port), SUPABASE_INTERNAL_URL: stack.url });
  const running = watch(child, `http://127.0.0.1:${port}`, port);
  return until(running, async () => {
    try {
      return (await fetch(`${running.url}/api/health`)).ok;
    } catch {
      return false;
    }
  });
}

export type App = {
  env: Environment;
  dataDir: string;
  stack: Running;
  front: Running;
  stop(): Promise<void>;
};

/** The whole product as `npm start` runs it: the embedded Supabase and one app server, on free ports. */
export async function startApp(overrides: Environment = {}): Promise<App> {
  const dataDir = overrides["THROUGHLINE_DATA_DIR"] ?? temporaryFolder();
  const env = { ...hermeticEnvironment(), THROUGHLINE_DATA_DIR: dataDir, ...overrides };
  const port = await freePort();
  const stack = await startStackProcess(env, port);
  const front = await startFrontProcess(env, stack, port);
  const app: App = {
    env,
    dataDir,
    stack,
    front,
    // Whatever runs by then: a test may have put others in their place.
    stop: async () => {
      await app.front.stop();
      await app.stack.stop();
    },
  };
  return app;
}
