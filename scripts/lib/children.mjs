import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./paths.mjs";

const STOP_WITH_PARENT = pathToFileURL(path.join(import.meta.dirname, "stop-with-parent.mjs")).href;
const GRACE_MS = 12_000;

/** The processes of one start: begun together, ended together, none left behind. */
export class Children {
  #running = new Map();
  #stopping = false;

  /** `onExit` hears of a child that ends by itself. */
  constructor(onExit) {
    this.onExit = onExit;
  }

  /** Starts a Node script in its own process group, so that its own children can be ended with it. */
  start(name, script, { args = [], env, onLine = () => {} }) {
    const child = spawn(process.execPath, ["--import", STOP_WITH_PARENT, script, ...args], {
      cwd: ROOT,
      env,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#running.set(name, child);
    const tail = [];
    const take = (chunk) => {
      for (const line of chunk.split("\n")) {
        if (line.trim() === "") continue;
        tail.push(line);
        if (tail.length > 20) tail.shift();
        onLine(line);
      }
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("close", (status, signal) => {
      this.#running.delete(name);
      if (!this.#stopping) this.onExit({ name, status, signal, tail });
    });
    return child;
  }

  /** Asks the children to end one after the other (the last begun first), then insists. */
  async stop() {
    this.#stopping = true;
    for (const child of [...this.#running.values()].reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once("close", resolve));
      signalGroup(child, "SIGTERM");
      const insist = setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
      await ended;
      clearTimeout(insist);
    }
  }
}

function signalGroup(child, signal) {
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
