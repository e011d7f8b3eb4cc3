import { isFullDisk, StackProblem } from "../stack-problem";
import type { OpenDatabase } from "./database";
import { openPglite, type PgliteOptions } from "./pglite";
import { openPostgres } from "./postgres";

export type DatabaseChoice =
  ({ kind: "pglite" } & PgliteOptions) | { kind: "postgres"; url: string; statementTimeoutMs: number };

/** Opens the database that was chosen, or says in one sentence why it does not open. */
export async function openDatabase(choice: DatabaseChoice): Promise<OpenDatabase> {
  if (choice.kind === "postgres") return openPostgres(choice.url, choice.statementTimeoutMs);
  try {
    return await openPglite(choice);
  } catch (error) {
    if (isFullDisk(error) || choice.directory === null) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StackProblem(`The database in ${choice.directory} cannot be opened: ${reason}`);
  }
}
