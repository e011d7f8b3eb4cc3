/** PostgreSQL's "2026-01-31 12:00:00.5+00" as hosted projects answer it: "2026-01-31T12:00:00.5+00:00". */
export function isoTimestamp(value: string): string {
  return value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}

export const TIMESTAMP_OID = 1114;
export const TIMESTAMPTZ_OID = 1184;
