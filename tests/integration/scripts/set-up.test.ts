import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/app";

const ROOT = path.resolve(import.meta.dirname, "../../..");

type Outcome = { status: number; output: string };

function node(args: string[], cwd: string, env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd, env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "test" as const, ...env } };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}

/** A folder with the scripts alone, as a fresh clone has them before anything is installed. */
function checkout(): string {
  const folder = temporaryFolder();
  cpSync(path.join(ROOT, "scripts"), path.join(folder, "scripts"), { recursive: true });
  for (const file of [".env.local.example", "package.json", "package-lock.json"]) {
    cpSync(path.join(ROOT, file), path.join(folder, file));
  }
  return folder;
}

/** Runs one expression over the modules of scripts/lib in a checkout and gives back what it prints. */
function evaluate(folder: string, module: string, expression: string, env = {}): Promise<Outcome> {
  const code = `const m = await import(${JSON.stringify(path.join(folder, "scripts/lib", module))}); ${expression}`;
  return node(["--input-type=module", "-e", code], folder, env);
}

describe("set-up of a fresh checkout", () => {
  it("creates .env.local from the example with fresh secrets, for its owner alone", async () => {
    const folder = checkout();
    const first = await evaluate(folder, "env-file.mjs", "console.log(m.ensureEnvFile())");
    expect(first).toEqual({ status: 0, output: "created\n" });
    const file = path.join(folder, ".env.local");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/^SUPABASE_JWT_SECRET=[0-9a-f]{64}$/m);
    expect(text).toMatch(/^SUPABASE_SECRET_KEY=sb_secret_/m);
    expect(text).toContain("#GROQ_API_KEY=");

    const again = await evaluate(folder, "env-file.mjs", "console.log(m.ensureEnvFile())");
    expect(again.output).toBe("kept\n");
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("keeps every line of a .env.local that was there, and adds the secrets it lacks", async () => {
    const folder = checkout();
    const file = path.join(folder, ".env.local");
    writeFileSync(file, "GROQ_API_KEY=mine", { mode: 0o644 });
    const outcome = await evaluate(folder, "env-file.mjs", "console.log(m.ensureEnvFile())");
    expect(outcome.output).toBe("completed\n");
    expect(readFileSync(file, "utf8")).toMatch(/^GROQ_API_KEY=mine\nSUPABASE_JWT_SECRET=[0-9a-f]{64}\n/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("adds no secrets where a hosted Supabase is named", async () => {
    const folder = checkout();
    const file = path.join(folder, ".env.local");
    writeFileSync(file, "NEXT_PUBLIC_SUPABASE_URL=https://example.supabase.co\n");
    const outcome = await evaluate(folder, "env-file.mjs", "console.log(m.ensureEnvFile())");
    expect(outcome.output).toBe("kept\n");
  });

  it("names what changed in .env.local since the last start, without keeping the values", async () => {
    const folder = checkout();
    const file = path.join(folder, ".env.local");
    const look = "console.log(JSON.stringify(m.changedSinceLastStart('.')))";
    writeFileSync(file, "GROQ_API_KEY=first-secret\nPORT=3000\n");
    expect((await evaluate(folder, "env-file.mjs", look)).output).toBe("[]\n");
    writeFileSync(file, "GROQ_API_KEY=second-secret\nPORT=3000\nHOST=0.0.0.0\n");
    expect((await evaluate(folder, "env-file.mjs", look)).output).toBe('["GROQ_API_KEY","HOST"]\n');
    expect(readFileSync(path.join(folder, "env-at-last-start.json"), "utf8")).not.toContain("secret");
  });

  it("tells missing, stale and fresh dependencies apart", async () => {
    const folder = checkout();
    const look = "console.log(m.dependencyState())";
    expect((await evaluate(folder, "dependencies.mjs", look)).output).toBe("missing\n");
    mkdirSync(path.join(folder, "node_modules/next"), { recursive: true });
    const lock = JSON.parse(readFileSync(path.join(folder, "package-lock.json"), "utf8")) as {
      packages: Record<string, { version: string }>;
    };
    const installed = path.join(folder, "node_modules/.package-lock.json");
    writeFileSync(installed, JSON.stringify(lock));
    expect((await evaluate(folder, "dependencies.mjs", look)).output).toBe("fresh\n");
    lock.packages["node_modules/next"] = { version: "1.0.0" };
    writeFileSync(installed, JSON.stringify(lock));
    expect((await evaluate(folder, "dependencies.mjs", look)).output).toBe("stale\n");
  });
});

describe("what a start refuses, in one sentence", () => {
  it("an old Node", async () => {
    const folder = checkout();
    const old = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'18.20.4'}})";
    const outcome = await node(["--import", old, "scripts/start.mjs"], folder);
    expect(outcome).toEqual({
      status: 1,
      output: "Throughline needs Node.js 20.19 or newer; this is 18.20.4. See https://nodejs.org.\n",
    });
  });

  it("a taken port, naming the variable to change", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    const folder = checkout();
    const outcome = await evaluate(
      folder,
      "ports.mjs",
      `const { run } = await import(${JSON.stringify(path.join(folder, "scripts/lib/fail.mjs"))});
       await run(() => m.requireFreePort("PORT", ${port}, "127.0.0.1"));`,
    );
    taken.close();
    expect(outcome.status).toBe(1);
    expect(outcome.output).toBe(
      `Port ${port} is taken by another program. Stop it, or start with another: PORT=${port + 1} npm start\n`,
    );
  });

  it("a port that is no port", async () => {
    const folder = checkout();
    const outcome = await evaluate(
      folder,
      "ports.mjs",
      `const { run } = await import(${JSON.stringify(path.join(folder, "scripts/lib/fail.mjs"))});
       await run(() => m.portFrom({ PORT: "web" }, "PORT", 3000));`,
    );
    expect(outcome).toEqual({ status: 1, output: 'PORT must be a port from 1 to 65535; it is "web".\n' });
  });

  it("a full disk, and a folder it may not write", async () => {
    const folder = checkout();
    const full = await evaluate(
      folder,
      "fail.mjs",
      "await m.run(() => { throw Object.assign(new Error('x'), { code: 'ENOSPC' }); });",
    );
    expect(full).toEqual({
      status: 1,
      output: "The disk is full. Free some space and start again; nothing was lost.\n",
    });
    const denied = await evaluate(
      folder,
      "fail.mjs",
      "await m.run(() => { throw Object.assign(new Error('x'), { code: 'EACCES', path: '/data' }); });",
    );
    expect(denied.output).toBe("No permission to write /data. Choose another folder or fix its owner.\n");
  });

  it("an install that fails, with the reason under the sentence", async () => {
    const folder = checkout();
    writeFileSync(path.join(folder, "npm"), "#!/bin/sh\necho 'npm error network unreachable' >&2\nexit 1\n", {
      mode: 0o755,
    });
    const outcome = await node(["scripts/start.mjs"], folder, {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    });
    expect(outcome.status).toBe(1);
    expect(outcome.output).toContain("Installing dependencies failed. Check the network");
    expect(outcome.output).toContain("network unreachable");
  });
});

describe("npm run doctor", () => {
  const doctor = (folder: string, env = {}) => node(["scripts/doctor.mjs"], folder, env);

  it("finds nothing wrong with a fresh checkout, and says what a start will do", async () => {
    const outcome = await doctor(checkout());
    expect(outcome.status).toBe(0);
    expect(outcome.output).toContain("note  Dependencies are missing.\n      `npm start` installs them.");
    expect(outcome.output).toContain("note  There is no .env.local yet.");
    expect(outcome.output).toContain("Nothing is wrong.");
  });

  it("names what is wrong, each with what to do, and goes on after the first", async () => {
    const folder = checkout();
    writeFileSync(path.join(folder, ".env.local"), "GROK_API_KEY=x\nTURNS_PER_MINUTE=5\nPORT=web\n", {
      mode: 0o644,
    });
    const outcome = await doctor(folder);
    expect(outcome.status).toBe(1);
    expect(outcome.output).toContain(
      "BAD   .env.local can be read by other users of this machine.\n      chmod 600",
    );
    expect(outcome.output).toContain(
      "note  .env.local sets TURNS_PER_MINUTE, which Throughline does not know.",
    );
    expect(outcome.output).toContain('BAD   PORT must be a port from 1 to 65535; it is "web".');
    expect(outcome.output).toContain("No model key is set");
    expect(outcome.output).toContain("2 things need mending.");
  });
});

describe("the cookie's name", () => {
  const nameOf = (folder: string, data: string, hosted: boolean, shell = {}) =>
    evaluate(
      folder,
      "launch.mjs",
      `console.log(m.instanceName({ THROUGHLINE_INSTANCE: "abc", THROUGHLINE_DATA_DIR: ${JSON.stringify(data)} }, ${hosted}));`,
      shell,
    );

  it("differs between copies with data of their own", async () => {
    const folder = checkout();
    const names = await Promise.all([nameOf(folder, "one", false), nameOf(folder, "two", false)]);
    expect(names[0].output).toMatch(/^[0-9a-f]{10}\n$/);
    expect(names[0].output).not.toBe(names[1].output);
  });

  it("is left to the project where servers share a hosted one", async () => {
    const folder = checkout();
    expect((await nameOf(folder, "one", true)).output).toBe("undefined\n");
    expect((await nameOf(folder, "one", true, { THROUGHLINE_INSTANCE: "ours" })).output).toBe("ours\n");
  });
});
