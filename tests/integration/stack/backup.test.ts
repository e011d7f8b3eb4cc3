import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { backUp } from "@/supabase/local/backup";
import { restore } from "@/supabase/local/restore";
import { backends } from "@/tests/support/backends";
import { FIXTURES, PASSWORD, startTestStack, type Account, type TestStack } from "@/tests/support/stack";
import { temporaryDirectory } from "@/tests/support/stack-process";

const [, withPostgres] = await backends();
const target = (directory: string) => ({
  dataDirectory: directory,
  databaseUrl: null,
  migrationsFolder: FIXTURES,
});

type Sample = { directory: string; file: string; account: Account; guest: Account; refreshToken: string };

/** A stopped installation with an account, a guest, notes of both, and its backup. */
async function sample(): Promise<Sample> {
  const directory = temporaryDirectory();
  const own = await startTestStack({ directory, migrations: FIXTURES });
  const account = await own.account();
  const guest = await own.guest();
  for (const { client } of [account, guest]) {
    for (let n = 0; n < 60; n += 1) {
      const { error } = await client
        .from("notes")
        .insert({ body: `note ${n} – ünïcode ✓`, tags: { big: 12345678901234567890n.toString() } });
      if (error !== null) throw error;
    }
  }
  const { data } = await guest.client.auth.getSession();
  await own.stop();
  const file = path.join(directory, "copy.backup.gz");
  await backUp(target(directory), file);
  return { directory, file, account, guest, refreshToken: data.session?.refresh_token ?? "" };
}

async function expectAllThere(own: TestStack, from: Sample): Promise<void> {
  const account = own.anon();
  const signedIn = await account.auth.signInWithPassword({ email: from.account.email, password: PASSWORD });
  expect(signedIn.error).toBeNull();
  expect(signedIn.data.user?.id).toBe(from.account.id);
  const { data: notes } = await account.from("notes").select("seq, body").order("seq");
  expect(notes).toHaveLength(60);
  expect(notes?.[7]?.body).toBe("note 7 – ünïcode ✓");
  // A guest has no password: its session is all it has.
  const guest = own.anon();
  expect((await guest.auth.refreshSession({ refresh_token: from.refreshToken })).error).toBeNull();
  expect((await guest.from("notes").select("id", { count: "exact", head: true })).count).toBe(60);
  // Triggers and sequences go on where they were.
  const { data: next } = await account.from("notes").insert({ body: "afterwards" }).select("seq").single();
  expect(Number(next?.seq)).toBe(121);
  expect((await account.from("people").select("is_guest")).data).toEqual([{ is_guest: false }]);
}

describe("a backup", () => {
  it("is one private file that brings everything back after a restart, into PGlite and into PostgreSQL", async () => {
    const from = await sample();
    expect(statSync(from.file).mode & 0o777).toBe(0o600);
    await expect(backUp(target(from.directory), from.file)).rejects.toThrow("exists already");

    const fresh = temporaryDirectory();
    const report = await restore(target(fresh), from.file, false);
    expect(report.rows).toBeGreaterThan(120);
    const onPglite = await startTestStack({ directory: fresh, migrations: FIXTURES });
    await expectAllThere(onPglite, from).finally(() => onPglite.stop());

    if (withPostgres?.postgres === undefined || withPostgres.postgres === null) return;
    const databaseUrl = await withPostgres.postgres.createDatabase();
    await restore({ dataDirectory: null, databaseUrl, migrationsFolder: FIXTURES }, from.file, false);
    const onPostgres = await startTestStack({ databaseUrl, migrations: FIXTURES });
    await expectAllThere(onPostgres, from).finally(() => onPostgres.stop());
  }, 240_000);

  it("replaces an installation that is not empty only when told to", async () => {
    const from = await sample();
    const directory = temporaryDirectory();
    const other = await startTestStack({ directory, migrations: FIXTURES });
    const loser = await other.account();
    await loser.client.from("notes").insert({ body: "replaced" });
    await other.stop();
    await expect(restore(target(directory), from.file, false)).rejects.toThrow("is not empty");
    await restore(target(directory), from.file, true);
    const own = await startTestStack({ directory, migrations: FIXTURES });
    try {
      expect(
        (await own.anon().auth.signInWithPassword({ email: loser.email, password: PASSWORD })).error,
      ).not.toBeNull();
      await expectAllThere(own, from);
    } finally {
      await own.stop();
    }
  }, 240_000);

  it("is refused when it is newer, damaged or cut short, and changes nothing then", async () => {
    const from = await sample();
    const lines = gunzipSync(readFileSync(from.file)).toString("utf8").trimEnd().split("\n");
    const variant = (name: string, changed: string[]): string => {
      const file = path.join(from.directory, name);
      writeFileSync(file, gzipSync(`${changed.join("\n")}\n`));
      return file;
    };
    const [head = "", ...rest] = lines;
    const newer = variant("newer", [
      head.replace('"20260101000002"', '"20260101000002","20990101000000"'),
      ...rest,
    ]);
    const short = variant("short", lines.slice(0, -1));
    const orphaned = variant(
      "orphaned",
      lines.filter((line) => !line.includes(`"id": "${from.account.id}", "aud"`)),
    );
    const directory = temporaryDirectory();
    await expect(restore(target(directory), newer, false)).rejects.toThrow(
      "made by a newer Throughline (it has migration 20990101000000",
    );
    await expect(restore(target(directory), short, false)).rejects.toThrow("incomplete");
    writeFileSync(path.join(from.directory, "junk"), "not a backup");
    await expect(restore(target(directory), path.join(from.directory, "junk"), false)).rejects.toThrow(
      "is not a Throughline backup",
    );
    if (orphaned !== from.file)
      await expect(restore(target(directory), orphaned, false)).rejects.toThrow(/damaged|incomplete/);
    const own = await startTestStack({ directory, migrations: FIXTURES });
    try {
      expect((await own.service().from("notes").select("id")).data).toEqual([]);
    } finally {
      await own.stop();
    }
  }, 240_000);

  it("waits for the stack to stop, and says so", async () => {
    const directory = temporaryDirectory();
    const own = await startTestStack({ directory, migrations: FIXTURES });
    try {
      const attempt = backUp(target(directory), path.join(directory, "copy"));
      await expect(attempt).rejects.toThrow(`in use by process ${process.pid}, port ${own.stack.port}`);
    } finally {
      await own.stop();
    }
    await expect(
      backUp(target(path.join(directory, "nothing")), path.join(directory, "copy")),
    ).rejects.toThrow("nothing to back up");
  });
});

describe("migrations", () => {
  it("run once, and a database that knows more than the files is refused by name", async () => {
    const directory = temporaryDirectory();
    const files = path.join(directory, "files");
    cpSync(FIXTURES, files, { recursive: true });
    const first = await startTestStack({ directory, migrations: files });
    expect(first.stack.migrations.applied).toHaveLength(2);
    await first.stop();
    const second = await startTestStack({ directory, migrations: files });
    expect(second.stack.migrations.applied).toEqual([]);
    await second.stop();
    rmSync(path.join(files, "20260101000002_embeddings.sql"));
    await expect(startTestStack({ directory, migrations: files })).rejects.toThrow(
      "made by a newer Throughline: it has migration 20260101000002",
    );
    expect(existsSync(path.join(directory, "stack.lock"))).toBe(false);
  });

  it("leave nothing of a file that fails", async () => {
    const directory = temporaryDirectory();
    const files = path.join(directory, "files");
    cpSync(FIXTURES, files, { recursive: true });
    writeFileSync(
      path.join(files, "20260101000003_broken.sql"),
      "create table public.half (id int); select nonsense();",
    );
    await expect(startTestStack({ directory, migrations: files })).rejects.toThrow(
      "20260101000003_broken.sql failed and was rolled back",
    );
    writeFileSync(path.join(files, "20260101000003_broken.sql"), "create table public.half (id int);");
    const own = await startTestStack({ directory, migrations: files });
    expect(own.stack.migrations.applied).toEqual(["20260101000003_broken.sql"]);
    await own.stop();
  });
});
