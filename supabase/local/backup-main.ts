import path from "node:path";
import process from "node:process";
import { backUp } from "./backup";
import { runMaintenance } from "./maintenance-main";
import { databaseFrom } from "./settings";
import { StackProblem } from "./stack-problem";

/** backup [FILE]: without a name the file is called after the minute. */
await runMaintenance(async (args) => {
  const [given, ...more] = args;
  if (more.length > 0 || given?.startsWith("-") === true) {
    throw new StackProblem("Usage: npm run backup [-- FILE]");
  }
  const minute = new Date().toISOString().slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
  const file = path.resolve(given ?? `throughline-${minute}.backup.gz`);
  const { rows } = await backUp(databaseFrom(process.env), file);
  return `Wrote ${rows} rows to ${file}. It holds everybody's conversations and password hashes: keep it safe.`;
});
