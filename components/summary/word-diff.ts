export type DiffPart = { kind: "same" | "added" | "removed"; text: string };

/** Beyond this many pairs of words the changed middle is shown as a whole: finer would take too long in a browser. */
const MOST_PAIRS = 4_000_000;

/** What changed from one text to another, word by word; the parts joined without "removed" are `after`. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const parts: DiffPart[] = [];
  push(parts, "same", a.slice(0, start));
  middle(parts, a.slice(start, a.length - end), b.slice(start, b.length - end));
  push(parts, "same", a.slice(a.length - end));
  return parts;
}

/** How many words a part has. */
export function wordCount(text: string): number {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/).length;
}

/** Words with the white space after them, so that nothing is lost when they are joined. */
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function push(parts: DiffPart[], kind: DiffPart["kind"], words: readonly string[]): void {
  if (words.length === 0) return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += words.join("");
  else parts.push({ kind, text: words.join("") });
}

function middle(parts: DiffPart[], a: readonly string[], b: readonly string[]): void {
  if (a.length * b.length > MOST_PAIRS || a.length === 0 || b.length === 0) {
    push(parts, "removed", a);
    push(parts, "added", b);
    return;
  }
  const width = b.length + 1;
  const common = commonLengths(a, b);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      push(parts, "same", a.slice(i, i + 1));
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      push(parts, "removed", a.slice(i, i + 1));
      i += 1;
    } else {
      push(parts, "added", b.slice(j, j + 1));
      j += 1;
    }
  }
  push(parts, "removed", a.slice(i));
  push(parts, "added", b.slice(j));
}

/** Length of the longest common subsequence of a[i…] and b[j…], at i × (b.length + 1) + j. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const down = common[(i + 1) * width + j] ?? 0;
      const right = common[i * width + j + 1] ?? 0;
      const both = (common[(i + 1) * width + j + 1] ?? 0) + 1;
      common[i * width + j] = a[i] === b[j] ? both : Math.max(down, right);
    }
  }
  return common;
}
