/** The day, the month and the month's name of a date as terms. */
export function dayTerms(date: Date): string[] {
  const iso = date.toISOString();
  return [`d:${iso.slice(0, 10)}`, `m:${iso.slice(0, 7)}`, `n:${iso.slice(5, 7)}`];
}

/** When a text was sent, and the dates it speaks of. */
export function dateTerms(text: string, saidAt: string): string[] {
  const sent = new Date(saidAt);
  if (Number.isNaN(sent.getTime())) return [];
  return dayTerms(sent);
}
