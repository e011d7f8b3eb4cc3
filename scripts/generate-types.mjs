import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite/vector";
import { databaseTypes } from "./lib/database-types.mjs";
import { run } from "./lib/fail.mjs";

process.env.LITE_TELEMETRY = "0";
const root = path.resolve(import.meta.dirname, "..");
const read = (file) => readFileSync(path.join(root, file), "utf8");

/** Writes types/database.ts from the migrations; the official CLI needs Docker for the same. */
await run(async () => {
  const { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } = await import("@supabase/lite");
  const database = await PGlite.create({ extensions: { vector } });
  await database.exec(SUPABASE_AUTH_HELPERS_SQL + getAuthSchemaSql());
  await database.exec(read("supabase/local/bootstrap.sql"));
  for (const file of readdirSync(path.join(root, "supabase/migrations")).sort()) {
    await database.exec(read(`supabase/migrations/${file}`));
  }
  const types = await databaseTypes(async (sql) => (await database.query(sql)).rows);
  writeFileSync(path.join(root, "types/database.ts"), types);
  await database.close();
  console.log("types/database.ts is up to date with the migrations.");
});
