import { APP_SCHEMAS, quoted } from "./backup-tables";
import type { Transaction } from "./database/database";

/** Takes away all that migrations and people have put in; the platform's own parts stay. */
export async function eraseInstallation(transaction: Transaction): Promise<void> {
  for (const schema of APP_SCHEMAS)
    await transaction.script(`drop schema if exists ${quoted(schema)} cascade`);
  await transaction.script("create schema public; grant usage on schema public to public;");
  await dropEach(
    transaction,
    `select format('drop policy %I on realtime.messages', policyname) as statement
     from pg_policies where schemaname = 'realtime' and tablename = 'messages'`,
  );
  await dropEach(
    transaction,
    `select format('drop trigger %I on auth.users', tgname) as statement
     from pg_trigger where tgrelid = 'auth.users'::regclass and not tgisinternal`,
  );
  // Last, when no trigger or foreign key of the app is left to follow.
  await transaction.script(
    `delete from auth.users; delete from auth.refresh_tokens; delete from realtime.messages;
     delete from supabase_migrations.schema_migrations; delete from supabase_migrations.unavailable;`,
  );
}

async function dropEach(transaction: Transaction, statements: string): Promise<void> {
  for (const row of await transaction.query(statements)) await transaction.script(String(row["statement"]));
}
