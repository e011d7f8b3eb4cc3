import path from "node:path";
import process from "node:process";
import { migrationsFolder } from "./checkout";
import { runMaintenance } from "./maintenance-main";
import { restore } from "./restore";
import { databaseFrom } from "./settings";
import { StackProblem } from "./stack-problem";

/** restore FILE [--replace]: without --replace only into an empty installation. */
await runMaintenance(async (args) => {
  const [file, ...more] = args.filter((arg) => arg !== "--replace");
  if (file === undefined || more.length > 0 || file.startsWith("-")) {
    throw new StackProblem("Usage: npm run restore -- FILE [--replace]");
  }
  const target = { ...databaseFrom(process.env), migrationsFolder: migrationsFolder() };
  const { rows, createdAt } = await restore(target, path.resolve(file), args.includes("--replace"));
  return `Restored ${rows} rows of ${createdAt}. Start Throughline to use them.`;
});
