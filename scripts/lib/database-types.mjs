/** The schema `public` as the types that supabase-js takes. `query(sql)` answers rows; the result is a whole file. */
export async function databaseTypes(query) {
  const [columns, foreignKeys, functions] = [
    await query(COLUMNS),
    await query(FOREIGN_KEYS),
    await query(FUNCTIONS),
  ];
  const tables = [...new Set(columns.map((column) => column.table_name))];
  const lines = [
    "// Generated from supabase/migrations by `node scripts/generate-types.mjs`. Do not edit.",
    "export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];",
    "",
    "export type Database = {",
    "  public: {",
    "    Tables: {",
    ...tables.flatMap((table) =>
      tableLines(
        table,
        columns.filter((column) => column.table_name === table),
        foreignKeys.filter((key) => key.table_name === table),
      ),
    ),
    "    };",
    "    Views: Record<never, never>;",
    "    Functions: {",
    ...functions.flatMap(functionLines),
    "    };",
    "    Enums: Record<never, never>;",
    "    CompositeTypes: Record<never, never>;",
    "  };",
    "};",
  ];
  return `${lines.join("\n")}\n`;
}

const COLUMNS = `
  select c.relname as table_name, a.attname as name, t.typname as type, not a.attnotnull as nullable,
    a.atthasdef as has_default
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attname`;

const FOREIGN_KEYS = `
  select c.relname as table_name, k.conname as name, r.relname as referenced,
    array_to_json(array(
      select a.attname from unnest(k.conkey) with ordinality u(n, place)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.place)) as columns,
    array_to_json(array(
      select a.attname from unnest(k.confkey) with ordinality u(n, place)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.place)) as referenced_columns,
    exists (
      select 1 from pg_constraint o where o.conrelid = k.conrelid and o.contype in ('p', 'u')
        and o.conkey <@ k.conkey and k.conkey <@ o.conkey) as one_to_one
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_class r on r.oid = k.confrelid
  where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and r.relnamespace = 'public'::regnamespace
  order by c.relname, k.conname`;

// Defaults belong to the last arguments; one of null means that null may be passed.
const FUNCTIONS = `
  select p.proname as name, r.typname as returns, array_to_json(p.proargnames) as names,
    array_to_json(array(
      select t.typname from unnest(p.proargtypes) with ordinality u(oid, place)
      join pg_type t on t.oid = u.oid order by u.place)) as types,
    p.pronargdefaults as defaults, pg_get_expr(p.proargdefaults, 0) as default_values
  from pg_proc p
  join pg_type r on r.oid = p.prorettype
  where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname`;

const TYPES = {
  bool: "boolean",
  int2: "number",
  int4: "number",
  int8: "number",
  float4: "number",
  float8: "number",
  numeric: "number",
  json: "Json",
  jsonb: "Json",
  text: "string",
  uuid: "string",
  date: "string",
  _int2: "number[]",
  _int4: "number[]",
  _text: "string[]",
  _uuid: "string[]",
  void: "undefined",
  timestamptz: "string",
};

function typeOf(name) {
  const type = TYPES[name];
  if (type === undefined) throw new Error(`There is no TypeScript type for ${name} yet.`);
  return type;
}

function tableLines(table, columns, foreignKeys) {
  const field = (column, optional) =>
    `          ${column.name}${optional ? "?" : ""}: ${typeOf(column.type)}${column.nullable ? " | null" : ""};`;
  return [
    `      ${table}: {`,
    "        Row: {",
    ...columns.map((column) => field(column, false)),
    "        };",
    "        Insert: {",
    ...columns.map((column) => field(column, column.nullable || column.has_default)),
    "        };",
    "        Update: {",
    ...columns.map((column) => field(column, true)),
    "        };",
    "        Relationships: [",
    ...foreignKeys.flatMap(relationshipLines),
    "        ];",
    "      };",
  ];
}

function relationshipLines(key) {
  const list = (names) => `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
  return [
    "          {",
    `            foreignKeyName: ${JSON.stringify(key.name)};`,
    `            columns: ${list(key.columns)};`,
    `            isOneToOne: ${key.one_to_one};`,
    `            referencedRelation: ${JSON.stringify(key.referenced)};`,
    `            referencedColumns: ${list(key.referenced_columns)};`,
    "          },",
  ];
}

function functionLines({ name, returns, names, types, defaults, default_values: values }) {
  const firstDefault = types.length - defaults;
  const written = values === null ? [] : values.split(", ");
  const argument = (type, index) => {
    const optional = index >= firstDefault;
    const nullable = optional && /^NULL\b/i.test(written[index - firstDefault] ?? "");
    return `          ${names[index]}${optional ? "?" : ""}: ${typeOf(type)}${nullable ? " | null" : ""};`;
  };
  return [
    `      ${name}: {`,
    "        Args: {",
    ...types.map(argument),
    "        };",
    `        Returns: ${typeOf(returns)};`,
    "      };",
  ];
}
