import { StackProblem } from "./stack-problem";

/**
 * A backup is gzipped JSON, one value a line. Arrays give the structure, objects are rows as PostgreSQL's to_jsonb
 * writes them: ["throughline-backup", head], then ["table", schema, name, columns] before the rows of each table, and
 * ["end", rows], without which the file is incomplete.
 */
export const FORMAT = "throughline-backup";
export const FORMAT_VERSION = 1;

export type BackupHead = {
  version: number;
  /** Versions of the migrations behind the rows, in rising order. */
  migrations: string[];
  createdAt: string;
};

export type TableLine = { schema: string; name: string; columns: string[] };

export type StructureLine =
  { kind: "head"; head: BackupHead } | { kind: "table"; table: TableLine } | { kind: "end"; rows: number };

export function headLine(head: BackupHead): string {
  return JSON.stringify([FORMAT, head]);
}

export function tableLine(table: TableLine): string {
  return JSON.stringify(["table", table.schema, table.name, table.columns]);
}

export function endLine(rows: number): string {
  return JSON.stringify(["end", rows]);
}

/** Reads a line that begins with "["; throws a StackProblem on one that we do not write. */
export function parseStructure(line: string): StructureLine {
  const value: unknown = parse(line);
  const [kind, ...rest] = Array.isArray(value) ? (value as unknown[]) : [];
  if (kind === FORMAT && isHead(rest[0])) return { kind: "head", head: rest[0] };
  if (kind === "end" && typeof rest[0] === "number") return { kind: "end", rows: rest[0] };
  const [schema, name, columns] = rest;
  if (kind === "table" && typeof schema === "string" && typeof name === "string" && isStrings(columns)) {
    return { kind: "table", table: { schema, name, columns } };
  }
  throw notABackup();
}

export function notABackup(): StackProblem {
  return new StackProblem("This file is not a Throughline backup, or it is damaged. Nothing was changed.");
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw notABackup();
  }
}

function isHead(value: unknown): value is BackupHead {
  if (typeof value !== "object" || value === null) return false;
  return (
    "version" in value &&
    typeof value.version === "number" &&
    "migrations" in value &&
    isStrings(value.migrations)
  );
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
