/** The schema `public` as the types that supabase-js takes: the text of types/database.ts. */
export function databaseTypes(query: (sql: string) => Promise<Record<string, unknown>[]>): Promise<string>;
