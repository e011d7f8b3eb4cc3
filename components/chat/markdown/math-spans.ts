/** First character of a code span that holds inline or display math; from Unicode's private use area. */
export const INLINE_MATH = "\uE0F1";
export const DISPLAY_MATH = "\uE0F2";

// Bounded, so that a text full of openers without closers stays linear.
const SPANS =
  /(`+)[^`][\s\S]{0,4000}?\1(?!`)|\\\[([\s\S]{1,4000}?)\\\]|\\\(([\s\S]{1,2000}?)\\\)|\$\$([\s\S]{1,4000}?)\$\$|(?<![\\\w$])\$(?!\s)([^$\n]{1,400}?)(?<![\s\\])\$(?![\w$])/g;
const FENCE = /^ {0,3}(?:[-*+>] *|\d+[.)] +)*(`{3,}|~{3,})/;

/**
 * Turns \(…\), \[…\], $$…$$ and unmistakable $…$ into marked code spans, which no Markdown rule touches.
 * Code is left alone, and so is "$5 and $10".
 */
export function mathToCode(markdown: string): string {
  const clean = markdown.replaceAll(INLINE_MATH, "").replaceAll(DISPLAY_MATH, "");
  if (!mayHoldMath(clean)) return clean;
  let out = "";
  for (const part of partsOf(clean)) out += part.code ? part.text : spansToCode(part.text);
  return out;
}

type Part = { code: boolean; text: string };

/** Splits a text at its fenced code, fences included. */
function partsOf(markdown: string): Part[] {
  const parts: Part[] = [];
  let fence: string | null = null;
  let current: Part = { code: false, text: "" };
  for (const line of markdown.split(/(?<=\n)/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fence === null && mark !== undefined) {
      parts.push(current);
      current = { code: true, text: line };
      fence = mark;
      continue;
    }
    current.text += line;
    if (fence !== null && mark?.startsWith(fence) === true) {
      parts.push(current);
      current = { code: false, text: "" };
      fence = null;
    }
  }
  return [...parts, current];
}

/** Cheap test before the parser and KaTeX are bothered. */
function mayHoldMath(text: string): boolean {
  return text.includes("$") || text.includes("\\(") || text.includes("\\[");
}

function spansToCode(prose: string): string {
  return prose.replace(SPANS, (whole, _ticks, bracket, paren, dollars, dollar) => {
    const display = (bracket ?? dollars) as string | undefined;
    if (display !== undefined) return codeSpan(DISPLAY_MATH, display);
    if (paren !== undefined) return codeSpan(INLINE_MATH, paren as string);
    if (dollar !== undefined && looksLikeMath(dollar as string))
      return codeSpan(INLINE_MATH, dollar as string);
    return whole;
  });
}

/** One dollar sign is money far more often than mathematics. */
function looksLikeMath(inner: string): boolean {
  return /[\\^_={}]/.test(inner) || /^[A-Za-z]$/.test(inner);
}

function codeSpan(mark: string, tex: string): string {
  let longest = 0;
  for (const run of tex.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${mark}${tex.trim().replace(/\s*\n\s*/g, " ")} ${ticks}`;
}
