/** What is wrong with the output of a pgTAP file, in one sentence a fault; empty when all of it passed. */
export function tapFaults(lines: readonly string[]): string[] {
  const faults: string[] = [];
  let planned: number | null = null;
  let seen = 0;
  for (const line of lines.flatMap((row) => row.split("\n"))) {
    const plan = /^1\.\.(\d+)/.exec(line);
    if (plan) planned = Number(plan[1]);
    if (/^(not )?ok\b/.test(line)) seen += 1;
    if (line.startsWith("not ok") || line.startsWith("Bail out!")) faults.push(line);
    // pgTAP explains a failure in the comments after it.
    else if (line.startsWith("#") && faults.length > 0) faults.push(line);
    if (/^ok\b.*# (skip|todo)/i.test(line)) faults.push(`may not be passed over: ${line}`);
  }
  if (planned === null) faults.push("there is no plan");
  else if (planned === 0) faults.push("the plan is empty");
  else if (planned !== seen) faults.push(`${planned} tests were planned and ${seen} ran`);
  return faults;
}
