import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseTypes } from "@/scripts/lib/database-types.mjs";
import { readMigrations } from "@/supabase/local/migrations";
import { backends } from "@/tests/support/backends";
import { MIGRATIONS, ROOT } from "@/tests/support/stack";
import { migrateDatabase, openBareDatabase, type TestDatabase } from "./test-database";

const ACCOUNT = "00000000-0000-4000-8000-00000000000a";
const GUEST = "00000000-0000-4000-8000-00000000000b";

/**
 * Everything in the schemas that belong to Supabase but the parts of extensions, which a migration may bring; of their
 * triggers and policies only whose they are.
 */
const FOREIGN_OBJECTS = `
  select n.nspname || ' ' || o.kind || ' ' || o.name || ' ' || o.definition as object
  from pg_namespace n join (
    select oid, relnamespace as schema, 'relation ' || relkind::text as kind, relname::text as name,
      coalesce(relacl::text, '') || relrowsecurity as definition from pg_class
    union all select oid, pronamespace, 'function', proname::text, pg_get_function_identity_arguments(oid) || coalesce(proacl::text, '')
      from pg_proc where prokind = 'f'
    union all select oid, typnamespace, 'type', typname::text, '' from pg_type
    union all select c.oid, c.relnamespace, 'column', c.relname || '.' || a.attname, a.atttypid::regtype::text
      from pg_attribute a join pg_class c on c.oid = a.attrelid where a.attnum > 0
    union all select oid, connamespace, 'constraint', conname::text, pg_get_constraintdef(oid) from pg_constraint
  ) o on o.schema = n.oid
  where n.nspname in ('auth', 'realtime', 'extensions', 'storage')
    and not exists (select from pg_depend d where d.objid = o.oid and d.deptype in ('e', 'i') and exists (
      select from pg_depend x where x.deptype = 'e' and x.objid in (d.objid, d.refobjid)))
  order by 1`;

const servers = backends();

describe.each(await servers)("the migrations on $name", ({ postgres }) => {
  let database: TestDatabase;
  let before: unknown[];
  let after: unknown[];

  beforeAll(async () => {
    database = await openBareDatabase(postgres);
    await database.query(
      "insert into auth.users (id, email, is_anonymous) values ($1, 'old@example.org', false), ($2, null, true)",
      [ACCOUNT, GUEST],
    );
    before = await database.query(FOREIGN_OBJECTS);
    await migrateDatabase(database);
    after = await database.query(FOREIGN_OBJECTS);
  });
  afterAll(() => database.close());

  it("leave what belongs to Supabase as it was", () => {
    expect(before.length).toBeGreaterThan(20);
    expect(after).toEqual(before);
  });

  it("touch it by two triggers and one policy only", async () => {
    const triggers = await database.query(
      `select c.relname as on, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where not t.tgisinternal and c.relnamespace = 'auth'::regnamespace and t.tgname like 'throughline%' order by 2`,
    );
    expect(triggers).toEqual([
      { on: "users", name: "throughline_account_change" },
      { on: "users", name: "throughline_sign_up" },
    ]);
    const policies = await database.query(
      "select schemaname, cmd, policyname from pg_policies where schemaname in ('auth', 'realtime')",
    );
    expect(policies).toEqual([
      { schemaname: "realtime", cmd: "SELECT", policyname: "throughline: listen to own channels" },
    ]);
  });

  it("give users from before a profile and an agent of their own", async () => {
    const rows = await database.query(
      `select p.id, p.email, p.is_guest, a.name from public.profiles p
       join public.agents a on a.id = p.default_agent and a.owner = p.id order by p.id`,
    );
    expect(rows).toEqual([
      { id: ACCOUNT, email: "old@example.org", is_guest: false, name: "Assistant" },
      { id: GUEST, email: null, is_guest: true, name: "Assistant" },
    ]);
  });

  it("are what types/database.ts says", async () => {
    const types = await databaseTypes((sql) => database.query(sql));
    expect(types).toBe(readFileSync(path.join(ROOT, "types/database.ts"), "utf8"));
  });
});

describe.each(await servers)("the migrations of contexts on $name", ({ postgres }) => {
  const FIRST = "20261121110000";
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openBareDatabase(postgres);
    const [old, rest] = [true, false].map((before) =>
      readMigrations(MIGRATIONS).filter(({ version }) => version < FIRST === before),
    );
    for (const { sql } of old ?? []) await database.script(sql);
    await database.query("insert into auth.users (id) values ($1)", [ACCOUNT]);
    await database.query(
      `insert into public.conversations (owner, agent, title, max_tokens, revision)
       select id, default_agent, 'Old', 2000, 7 from public.profiles`,
    );
    await database.script("delete from realtime.messages");
    await migrateDatabase(database, rest);
  });
  afterAll(() => database.close());

  it("make old conversations hybrid, as new ones are, and leave their settings as they were", async () => {
    const rows = await database.query(
      `select title, memory_strategy, max_tokens, window_size, summary_threshold, reply_reserve, revision::int,
         summary_version, summary_to::int from public.conversations`,
    );
    expect(rows).toEqual([
      {
        title: "Old",
        memory_strategy: "hybrid",
        max_tokens: 2_000,
        window_size: null,
        summary_threshold: 6_000,
        reply_reserve: null,
        revision: 7,
        summary_version: null,
        summary_to: 0,
      },
    ]);
  });

  it("tell nobody of it", async () => {
    expect(await database.query("select 1 from realtime.messages")).toEqual([]);
  });
});

describe("every migration", () => {
  it.each(readMigrations(MIGRATIONS))("$file takes rights away before it gives any", ({ sql }) => {
    const code = sql.replace(/--.*$/gm, "");
    for (const [, name] of code.matchAll(/create table (public\.\w+)/g)) {
      const revoked = code.indexOf(
        `revoke all on table ${name} from public, anon, authenticated, service_role;`,
      );
      const granted = code.search(new RegExp(`grant [^;]* on table ${name}`));
      expect(revoked, `${name} is revoked`).toBeGreaterThan(-1);
      expect(granted === -1 || granted > revoked, `${name} is granted after that`).toBe(true);
      expect(code).toContain(`alter table ${name} enable row level security`);
    }
    for (const [, name] of code.matchAll(/create function ((?:public|private)\.\w+)/g)) {
      const revoked = new RegExp(
        `revoke all on function ${name}\\([^;]*\\)\\s+from public, anon, authenticated, service_role;`,
      );
      expect(code, `${name} is revoked`).toMatch(revoked);
    }
  });
});
