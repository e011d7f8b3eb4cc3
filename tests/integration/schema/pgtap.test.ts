import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { ROOT } from "@/tests/support/stack";
import { tapFaults } from "./tap";
import { openTestDatabase, type TestDatabase } from "./test-database";

const FOLDER = path.join(ROOT, "supabase/tests");
const [HELPERS = "", ...FILES] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".sql"))
  .sort();

const read = (name: string) => readFileSync(path.join(FOLDER, name), "utf8");

async function tapOf(database: TestDatabase, sql: string): Promise<string[]> {
  try {
    const rows = await database.script(sql);
    return rows.flatMap((row) => Object.values(row).filter((value) => typeof value === "string"));
  } finally {
    // A file that fails on the way leaves its transaction open.
    await database.script("rollback");
  }
}

describe.each(await backends())("rules of the schema on $name", ({ postgres }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(postgres);
    expect(tapFaults(await tapOf(database, read(HELPERS)))).toEqual([]);
  });
  afterAll(() => database.close());

  it.each(FILES)("%s", async (name) => {
    expect(tapFaults(await tapOf(database, read(name)))).toEqual([]);
  });
});

describe("reading what pgTAP says", () => {
  it("passes what was planned and went well", () => {
    expect(tapFaults(["1..2", "ok 1 - a", "ok 2 - b"])).toEqual([]);
  });

  it.each([
    { fault: "a failure", lines: ["1..1", "not ok 1 - a"] },
    { fault: "no plan", lines: ["ok 1 - a"] },
    { fault: "an empty plan", lines: ["1..0"] },
    { fault: "a test that did not run", lines: ["1..2", "ok 1 - a"] },
    { fault: "one too many", lines: ["1..1", "ok 1 - a", "ok 2 - b"] },
    { fault: "a test that was skipped", lines: ["1..1", "ok 1 # SKIP no time"] },
    { fault: "giving up", lines: ["1..1", "ok 1 - a", "Bail out! no database"] },
  ])("does not pass $fault", ({ lines }) => {
    expect(tapFaults(lines)).not.toEqual([]);
  });
});
