import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { titleTerms } from "@/lib/domain/retrieval/title-terms";
import { backends } from "@/tests/support/backends";
import { ROOT } from "@/tests/support/stack";
import { openTestDatabase, type TestDatabase } from "./test-database";

type Vector = { title: string; terms: string[] };

const VECTORS = JSON.parse(
  readFileSync(path.join(ROOT, "supabase/tests/title-vectors.json"), "utf8"),
) as Vector[];

describe.each(await backends())("terms of titles on $name", ({ postgres }) => {
  let database: TestDatabase;

  const termsOf = async (title: string): Promise<unknown> => {
    const [row] = await database.query("select private.title_words($1) as terms", [title]);
    return row?.["terms"];
  };

  beforeAll(async () => {
    database = await openTestDatabase(postgres);
  });
  afterAll(() => database.close());

  it("are those of the vectors, which the app is tested against as well", async () => {
    for (const { title, terms } of VECTORS) {
      expect(await termsOf(title), title).toEqual(terms);
      expect(titleTerms(title), title).toEqual(terms);
    }
  });

  it("are the app's for every letter that has two cases", async () => {
    // A range of letters at a time, each of them a word: a hundred thousand of them would take a while.
    for (const [from, to] of [
      [0x41, 0x5ff],
      [0x10a0, 0x13ff],
      [0x1c80, 0x1fff],
      [0x2c00, 0x2dff],
      [0xa640, 0xabff],
      [0x10400, 0x105ff],
    ] as const) {
      const letters = Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));
      const title = letters.filter((letter) => /[\p{Lu}\p{Ll}]/u.test(letter)).join(" ");
      expect(await termsOf(title)).toEqual(titleTerms(title));
    }
  });
});
