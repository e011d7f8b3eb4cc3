import type { DeletionReceipt, ImportanceReason, Memory, MemoryKind, StoredMemoryType } from "@/types/memory";

export const TYPE_NAMES: Readonly<Record<StoredMemoryType, string>> = {
  working: "Working",
  long_term: "Long-term",
  episodic: "Episodic",
};

export const KIND_NAMES: Readonly<Record<MemoryKind, string>> = {
  fact: "Fact",
  preference: "Preference",
  instruction: "Instruction",
  goal: "Goal",
  decision: "Decision",
  question: "Open question",
  episode: "Episode",
};

const REASONS: Readonly<Record<string, string>> = {
  fact: "A fact",
  preference: "A preference",
  instruction: "An instruction",
  goal: "A goal",
  decision: "A decision",
  question: "An open question",
  episode: "What a conversation came to",
  stated: "You said it",
  confirmed: "You confirmed it",
  hand_written: "You wrote it yourself",
  imported: "It came from a file",
  asked_for: "You asked for it to be remembered",
  specific: "Numbers, dates and names in it",
  said_again: "Said more than once",
  used: "Used in calls",
  model: "The model’s opinion of it",
  set_by_hand: "Set by you",
};

/** "You asked for it to be remembered". */
export function reasonWords({ rule }: Pick<ImportanceReason, "rule">): string {
  return REASONS[rule] ?? rule.replaceAll("_", " ");
}

export function pointsWords(points: number): string {
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toLocaleString("en")}`;
}

/** 0–10 in five steps; whatever is worth anything has one. */
export function importanceStep(importance: number): number {
  return importance <= 0 ? 0 : Math.min(5, Math.max(1, Math.round(importance / 2)));
}

const weekdayOf = new Intl.DateTimeFormat("en-GB", { weekday: "long" });
const dayOf = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayAndYearOf = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** "14 Mar", and with the year when it is another one. The reader's own time zone. */
export function dayWords(iso: string, now: number): string {
  const then = new Date(iso);
  return (then.getFullYear() === new Date(now).getFullYear() ? dayOf : dayAndYearOf).format(then);
}

/** "Just now", "12 min ago", "3 h ago", "Wednesday", "8 Mar". `now` in milliseconds. */
export function agoWords(iso: string, now: number): string {
  const age = now - Date.parse(iso);
  if (age < MINUTE_MS) return "Just now";
  if (age < 60 * MINUTE_MS) return `${Math.floor(age / MINUTE_MS)} min ago`;
  if (age < DAY_MS) return `${Math.floor(age / (60 * MINUTE_MS))} h ago`;
  if (age < 6 * DAY_MS) return weekdayOf.format(new Date(iso));
  return dayWords(iso, now);
}

/** "once", "14 times". */
export function timesWords(times: number): string {
  return times === 1 ? "once" : `${times.toLocaleString("en")} times`;
}

export function memoriesWords(count: number): string {
  return count === 1 ? "1 memory" : `${count.toLocaleString("en")} memories`;
}

/** As a title or a name: its first words. */
export function shortContent(content: string): string {
  const letters = Array.from(content);
  return letters.length <= 80 ? content : `${letters.slice(0, 79).join("").trimEnd()}…`;
}

/** Where it is from, where no message can be shown. */
export function originWords({ trust }: Pick<Memory, "trust">): string {
  if (trust === "imported") return "Imported from a file";
  return "Written by hand, without a source";
}

const COUNTED: readonly [keyof DeletionReceipt["counts"], one: string, many: string][] = [
  ["conversations", "conversation", "conversations"],
  ["messages", "message", "messages"],
  ["memories", "memory", "memories"],
  ["facts", "fact", "facts"],
  ["summaryLines", "summary line", "summary lines"],
  ["summaries", "summary version", "summary versions"],
  ["terms", "search term", "search terms"],
  ["vectors", "vector", "vectors"],
];

/** What went, in words: "1 memory, 6 search terms, 1 vector". */
export function wentWords(counts: DeletionReceipt["counts"]): string {
  const parts = COUNTED.filter(([name]) => counts[name] > 0).map(
    ([name, one, many]) => `${counts[name].toLocaleString("en")} ${counts[name] === 1 ? one : many}`,
  );
  return parts.length === 0 ? "Nothing" : parts.join(", ");
}

const WHAT: Readonly<Record<DeletionReceipt["what"], string>> = {
  conversation: "Conversation",
  messages: "Exchange",
  memories: "Memories",
  all_memories: "All memories",
};

/** "Exchange deleted". */
export function deletedWords(what: DeletionReceipt["what"]): string {
  return `${WHAT[what]} ${what === "memories" || what === "all_memories" ? "forgotten" : "deleted"}`;
}
