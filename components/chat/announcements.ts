/** The last paragraph that ended after `from`; null while none has. Lengths in UTF-16 units. */
export function finishedParagraph(text: string, from: number): { text: string; end: number } | null {
  const end = text.lastIndexOf("\n\n");
  if (end <= from) return null;
  const start = Math.max(from, text.lastIndexOf("\n\n", end - 1) + 2);
  const paragraph = text.slice(start, end).trim();
  return paragraph === "" ? null : { text: paragraph, end };
}

const LEVELS = [100, 90, 75] as const;

/** The highest of 75, 90 and 100 % that a share of the budget has passed on its way up; null when none. */
export function crossedLevel(before: number, now: number): 75 | 90 | 100 | null {
  for (const level of LEVELS) {
    const share = level / 100;
    if (before < share && now >= share) return level;
  }
  return null;
}
