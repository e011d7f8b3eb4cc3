import { isExplicit } from "./explicit-request";

/** More than this was hardly typed for us; in UTF-16 units and lines, code apart. */
const LONGEST_TYPED = 2_000;
const MOST_LINES = 20;

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const FENCE = /^\s*(`{3,}|~{3,}|'{3,}|"{3,}|\$\$)/;
/** Quoted by a mark in front, in Markdown or as mail programs do. */
const QUOTED = /^\s*(?:>|＞|&gt;|❯|›|┃|│|\|)/;
const INDENTED = /^(?: {4}|\t)/;
const LISTED = /^\s*(?:[-*•·+–]|\d{1,2}[.)、]|[(（]\d{1,2}[)）])\s*/;

/** From such a line on it is somebody else's text. */
const FOREIGN: readonly RegExp[] = [
  // Headers of mails.
  /^\s*(?:\*\*)?(?:from|to|cc|bcc|subject|date|sent|reply-to|message-id|x-[a-z-]+|von|an|betreff|gesendet|datum|de|à|objet|envoyé|para|asunto|enviado|da|oggetto|assunto|发件人|收件人|主题|寄件者|主旨|件名|差出人|宛先)(?:\*\*)?\s*[:：]/iu,
  /^\s*(?:re|fw|fwd|aw|wg|tr|rv)\s*[:：]/i,
  /\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|написал[аи]?)\s*[:：]\s*$/iu,
  /(?:写道|寫道|のメッセージ)\s*[:：]?\s*$/u,
  // Letters: to somebody by name.
  /^\s*(?:dear|hi|hello|hey|sehr geehrte[rs]?|liebe[rs]?|hallo|cher|chère|chers|bonjour|querid[oa]s?|estimad[oa]s?|hola|car[oa]|gentile|prezad[oa]|уважаем\p{L}+)\s+\p{L}[^.!?]{0,60}[,:]\s*$/iu,
  /^\s*(?:尊敬的|亲爱的|親愛的|拝啓)/u,
  // Rules, headings, tables, markup, data, assignments.
  /^\s*(?:[-=_*~#]\s?){3,}/,
  /^\s*(?:-{2,}|={2,}|#{1,6}\s|\||<\/?[a-z!?]|&lt;|[{[]|"[\w-]+"\s*:|[\w.-]+\s*=\s*\S|\$\s|>>>|%%|\/\/|\/\*|::)/i,
  /<\/?[a-z][\w-]*(?:\s[^>]*)?>|<!--|<\||\[\/?INST\]|!\[[^\]]*\]\(|\[[^\]]*\]:\s|\]\(/i,
  /^[\w"'-]+(?:[,;\t][\w"'-]+)+\s*$|^"?\d+"?[,;\t]\S/,
  // Logs and traces.
  /^\s*[[(]?\d{4}-\d\d-\d\d[T ,]\s?\d\d:\d\d/,
  /^\s*[[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]m)?[\])]?\s*[-–]?\s*\p{L}[^:：]{0,40}[:：]/iu,
  /^\s*[[(]?\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d\d/,
  /^\s*(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|NOTICE|CRITICAL)\b|^\s*(?:stdout|stderr)\b|^\s+at \S+\(|^Traceback\b/,
  // What an attachment, a tool or a page is announced by.
  /^\s*(?:📎|🔗|📄|[[(【]\s*(?:attach|file|image|document|pdf|tool|system|note|context|search|result|anhang|datei|fichier|archivo|附件|文件|添付))/iu,
];
/** A closing formula: the whole of it is a letter. */
const SIGNED =
  /^\s*(?:(?:best|kind|warm|many)?\s*(?:regards|wishes)|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|mit (?:freundlichen|besten|lieben) grüßen|(?:viele|liebe|beste) grüße|cordialement|bien à vous|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|cordiali saluti|atenciosamente|с уважением|敬具|此致|よろしくお願いいたします)\s*[,，.!。]?\s*$/imu;
/** "Bob: …": a talk that somebody has copied. */
const LABEL = /^\s*(?<label>\p{L}[\p{L}\p{N}\p{M} ._'’()/#@-]{0,40}?)\s*[:：]\s*(?=\S|$)/u;
/** Labels that people put before their own words. */
const OWN_LABEL =
  /^(?:(?:quick |small |one )?(?:note|reminder|update|correction|decision|goals?|preferences?|preference|facts?|open questions?|important|ps|p\.s\.|about me|actually|also|btw)|(?:my|our|mein\p{L}*|unser\p{L}*|mon|ma|mes|notre|mi|mis|nuestr\p{L}*|mio|mia|meu|minha|мо[йяёи])\b.*|i\b.*|we\b.*|ich\b.*|wir\b.*|notiz|wichtig|korrektur|entscheidung|ziele?|remarque|décision|nota|decisión|objetivo|我(?:的|们).*|私の.*|决定|更正|訂正|決定|目标|目標|注意)$/iu;

/**
 * The lines of a message that its author may have typed: no code, no quotation, nothing from where a mail, a letter, a log,
 * a talk, data or a document begins. Empty where the whole is too long to have been typed for us.
 */
export function typedLines(content: string): string[] {
  const lines = withoutFences(content.split(LINE_END));
  if (isTooLong(lines) || SIGNED.test(lines.join("\n"))) return [];
  const typed: string[] = [];
  let listed = false;
  for (const line of unquoted(lines)) {
    const isListed = LISTED.test(line);
    if (isListed ? !listed && !asksForList(typed) : isForeign(line)) return typed;
    listed = isListed;
    typed.push(line.replace(LISTED, ""));
  }
  return typed;
}

/** Without quoted and indented lines; one right below a quoted line goes on with it, as Markdown has it. */
function unquoted(lines: readonly string[]): string[] {
  let quoted = false;
  return lines.filter((line) => {
    quoted = line.trim() !== "" && (quoted || QUOTED.test(line));
    return !quoted && !INDENTED.test(line);
  });
}

function isTooLong(lines: readonly string[]): boolean {
  const full = lines.filter((line) => line.trim() !== "");
  const length = full.reduce((sum, line) => sum + line.length, 0);
  return length > LONGEST_TYPED || full.length > MOST_LINES;
}

function withoutFences(lines: readonly string[]): string[] {
  const outside: string[] = [];
  let open: string | null = null;
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (open === null && mark === null) outside.push(line);
    else if (open === null) open = mark;
    else if (mark?.startsWith(open) === true) open = null;
  }
  return outside;
}

/** "Remember these things about me:" and then a list. */
function asksForList(typed: readonly string[]): boolean {
  const before = typed.findLast((line) => line.trim() !== "");
  return before !== undefined && /[:：]\s*$/.test(before) && isExplicit(before);
}

function isForeign(line: string): boolean {
  if (FOREIGN.some((pattern) => pattern.test(line))) return true;
  const label = LABEL.exec(line)?.groups?.["label"]?.trim();
  if (label === undefined || label.split(/\s+/).length > 4) return false;
  return !OWN_LABEL.test(label) && !isExplicit(line);
}
