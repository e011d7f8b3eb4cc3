import type { ExportPage } from "@/lib/ports/export-reader";

/** Everything that `read` has, a page at a time: one page is in memory, however many there are. */
export async function* readPages<Row>(
  limit: number,
  read: (page: ExportPage) => Promise<Row[]>,
  placeOf: (row: Row) => number,
): AsyncGenerator<Row[], void> {
  let after = 0;
  for (;;) {
    const rows = await read({ after, limit });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < limit) return;
    after = placeOf(last);
  }
}
