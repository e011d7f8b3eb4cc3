export type Row = {
  what: string;
  measured: number;
  /** Absent: printed for information. */
  goal?: { atMost: number } | { atLeast: number };
  note?: string;
};

function goalText(goal: Row["goal"]): string {
  if (!goal) return "-";
  return "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
}

function verdict({ measured, goal }: Row): string {
  if (!goal) return "";
  const met = "atMost" in goal ? measured <= goal.atMost : measured >= goal.atLeast;
  return met ? "met" : "MISSED";
}

/** Prints measurements beside their goals. It never fails: machines differ, and a reader judges. */
export function report(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...rows.map((row) => row.what.length));
  for (const row of rows) {
    const figure = row.measured.toFixed(row.measured < 10 ? 2 : 1);
    const cells = [
      row.what.padEnd(width),
      figure.padStart(9),
      goalText(row.goal).padStart(9),
      verdict(row).padEnd(6),
    ];
    console.log([...cells, row.note ?? ""].join("  ").trimEnd());
  }
}
