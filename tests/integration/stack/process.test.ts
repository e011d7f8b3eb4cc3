import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { generateSecrets } from "@/scripts/generate-secrets.mjs";
import {
  bundleStack,
  lockOf,
  startStackProcess,
  temporaryDirectory,
  type StackProcess,
} from "@/tests/support/stack-process";
import { PASSWORD } from "@/tests/support/stack";

const ROUNDS = process.env["THROUGHLINE_TEST_FULL"] === "1" ? 5 : 1;
const secrets = generateSecrets();
let bundle: string;

beforeAll(async () => {
  bundle = await bundleStack();
});

describe("the data directory", () => {
  it("belongs to one process, is left free on a clean end, and taken over from a dead one", async () => {
    const directory = temporaryDirectory();
    const first = await startStackProcess({ bundle, directory, secrets });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const { pid, port } = lockOf(directory);
    expect(pid).toBe(first.process.pid);
    const second = startStackProcess({ bundle, directory, secrets });
    await expect(second).rejects.toThrow(`in use by process ${pid}, port ${port}`);
    await expect(second).rejects.toMatchObject({ cause: { status: 1, lines: [{ level: "error" }] } });

    await first.kill();
    expect(existsSync(path.join(directory, "stack.lock"))).toBe(true);
    const third = await startStackProcess({ bundle, directory, secrets });
    expect(lockOf(directory).pid).toBe(third.process.pid);
    expect(await third.stop()).toBe(0);
    expect(existsSync(path.join(directory, "stack.lock"))).toBe(false);
    expect(third.lines().map((line) => line.level)).toEqual(["info", "info"]);
  });

  it("is not kept by a process that only has the number of its last user", async () => {
    const directory = temporaryDirectory();
    const stale = {
      pid: process.pid,
      identity: "an earlier process",
      host: "",
      port: 1,
      purpose: "Throughline",
    };
    const { hostname } = await import("node:os");
    writeFileSync(path.join(directory, "stack.lock"), JSON.stringify({ ...stale, host: hostname() }));
    const started = await startStackProcess({ bundle, directory, secrets });
    expect(await started.stop()).toBe(0);
  });

  it("is closed to others even when it existed before", async () => {
    const directory = path.join(temporaryDirectory(), "data");
    mkdirSync(directory, { mode: 0o755 });
    chmodSync(directory, 0o755);
    const started = await startStackProcess({ bundle, directory, secrets });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await started.stop();
  });
});

describe("a start that cannot succeed", () => {
  const attempt = (env: Record<string, string>, port?: number): Promise<StackProcess> =>
    startStackProcess({
      bundle,
      directory: temporaryDirectory(),
      secrets,
      env,
      ...(port === undefined ? {} : { port }),
    });

  it("names a taken port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      await expect(attempt({}, port)).rejects.toThrow(`Port ${port} is taken`);
    } finally {
      server.close();
    }
  });

  it.each([
    [{ SUPABASE_JWT_SECRET: "unsafe-secret-change-me" }, "SUPABASE_JWT_SECRET"],
    [{ SUPABASE_JWT_SECRET: "" }, "SUPABASE_JWT_SECRET"],
    [{ SUPABASE_SECRET_KEY: "secret" }, "SUPABASE_SECRET_KEY"],
    [{ THROUGHLINE_GUESTS: "maybe" }, "THROUGHLINE_GUESTS"],
    [{ LOCAL_DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }, "LOCAL_DATABASE_URL"],
  ])("refuses %o with one sentence", async (env, name) => {
    const failed = attempt(env);
    await expect(failed).rejects.toThrow(name);
    await expect(failed).rejects.toMatchObject({
      cause: { status: 1, stdout: "", lines: [{ level: "error" }] },
    });
  });
});

describe("kill -9 under load", () => {
  it(`keeps every acknowledged row, ${ROUNDS} time(s)`, async () => {
    const directory = temporaryDirectory();
    const acknowledged = new Set<string>();
    const email = "durable@example.org";
    for (let round = 0; round <= ROUNDS; round += 1) {
      const stack = await startStackProcess({ bundle, directory, secrets });
      const client = stack.anon();
      const credentials = { email, password: PASSWORD };
      const signedIn = await (round === 0
        ? client.auth.signUp(credentials)
        : client.auth.signInWithPassword(credentials));
      expect(signedIn.error).toBeNull();
      const { data } = await stack.service().auth.admin.listUsers({ perPage: 1_000 });
      const present = new Set(data.users.map((user) => user.user_metadata["mark"] as string));
      expect([...acknowledged].filter((mark) => !present.has(mark))).toEqual([]);
      if (round === ROUNDS) {
        await stack.stop();
        break;
      }
      await writeUntilKilled(stack, round, acknowledged);
    }
    expect(acknowledged.size).toBeGreaterThan(20);
  }, 300_000);

  /** Guests are rows like any other, and exist without a schema of ours. */
  async function writeUntilKilled(
    stack: StackProcess,
    round: number,
    acknowledged: Set<string>,
  ): Promise<void> {
    const target = acknowledged.size + 40;
    let killed: Promise<void> | undefined;
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let n = 0; killed === undefined; n += 1) {
        const mark = `round ${round} writer ${writer} row ${n}`;
        const { error } = await stack.anon().auth.signInAnonymously({ options: { data: { mark } } });
        if (error !== null) return;
        acknowledged.add(mark);
        if (acknowledged.size >= target) killed ??= stack.kill();
      }
    });
    await Promise.all(writers);
    await killed;
  }
});

describe("importing the stack", () => {
  it("opens no connection to anywhere", async () => {
    const { spawnSync } = await import("node:child_process");
    const watch = `
      import net from "node:net"; import dns from "node:dns"; import { writeSync } from "node:fs";
      const connect = net.Socket.prototype.connect;
      net.Socket.prototype.connect = function (...args) { writeSync(2, "CONNECT " + JSON.stringify(args[0]) + "\\n"); return connect.apply(this, args); };
      const lookup = dns.lookup; dns.lookup = (...args) => { writeSync(2, "LOOKUP " + args[0] + "\\n"); return lookup(...args); };
      for (const name of ["@supabase/lite", "@supabase/lite/pglite", "@supabase/lite/postgres"]) await import(name);
      setTimeout(() => writeSync(1, "DONE"), 1500);`;
    const result = spawnSync(process.execPath, ["--input-type=module", "-e", watch], {
      encoding: "utf8",
      cwd: bundle,
      env: { ...process.env, NODE_OPTIONS: "", HOME: temporaryDirectory(), LITE_TELEMETRY: "0" },
    });
    expect(result.stdout).toBe("DONE");
    expect(result.stderr).not.toMatch(/CONNECT|LOOKUP/);
  });
});
