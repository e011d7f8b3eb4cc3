import { spawn } from "node:child_process";
import { ROOT } from "./paths.mjs";

/** Prints a line now, and one with the seconds it took at the end; on a terminal the seconds run meanwhile. */
export async function step(title, work) {
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  const tty = process.stdout.isTTY;
  if (tty) process.stdout.write(`${title} …`);
  else console.log(`${title} …`);
  const timer = setInterval(
    () => {
      if (tty) process.stdout.write(`\r${title} … ${seconds()}`);
      else console.log(`  still at it, ${seconds()}`);
    },
    tty ? 1000 : 20_000,
  );
  try {
    const result = await work();
    if (tty) process.stdout.write(`\r${title} … done, ${seconds()}\n`);
    return result;
  } catch (error) {
    if (tty) process.stdout.write("\n");
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a program to its end. Resolves with its status and the tail of what it printed; never rejects on a status. */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-60_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ status: 127, output: String(error) }));
    child.on("close", (status, signal) => resolve({ status: status ?? 1, signal, output }));
  });
}

/** The last lines of a failed program, indented, for showing under our own sentence. */
export function lastLines(output, count = 12) {
  const lines = output.trimEnd().split("\n").slice(-count);
  return lines.map((line) => `  ${line}`).join("\n");
}
