import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const BOOTSTRAP = "supabase/local/bootstrap.sql";

/** The checkout's root: the sources and the bundle in .build lie at different depths below it. */
export function checkoutRoot(): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, BOOTSTRAP))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`${BOOTSTRAP} is missing from this checkout.`);
  }
}

export function bootstrapSql(): string {
  return readFileSync(path.join(checkoutRoot(), BOOTSTRAP), "utf8");
}

export function migrationsFolder(): string {
  return path.join(checkoutRoot(), "supabase/migrations");
}
