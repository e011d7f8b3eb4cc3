import process from "node:process";
import { sentenceFor, StackProblem } from "./stack-problem";

/** Runs a maintenance program: what it returns is printed, what stops it becomes one sentence and status 1. */
export async function runMaintenance(work: (args: string[]) => Promise<string>): Promise<never> {
  process.env["LITE_TELEMETRY"] = "0";
  try {
    process.stdout.write(`${await work(process.argv.slice(2))}\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof StackProblem ? error.message : sentenceFor(error)}\n`);
    process.exit(1);
  }
}
