import { findQuotes, type Quote } from "./find-quotes";
import { isQuestion, questionsIn } from "./is-question";
import { INTRODUCTION, isOfflineReply, NOTED, NOTHING_FOUND, SIGNATURE } from "./own-replies";
import { saidWhen } from "./said-when";
import { smallTalkAnswer } from "./small-talk";
import { withQuotes, type SpokenPart } from "./spoken-part";
import { splitSentences } from "./split-sentences";

const LONGEST_QUOTE = 400;
const LONGEST_NOTE = 160;

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest).toWellFormed().trimEnd()}…`;
}

function attributed(quote: Quote, now: string): string {
  const when = saidWhen(quote.saidAt, now);
  const who = quote.role === "user" ? "you said this" : "an earlier reply said this";
  return `“${shortened(quote.sentence, LONGEST_QUOTE)}” — ${who}${when === null ? "" : ` ${when}`}.`;
}

function quoted(quotes: readonly Quote[], now: string): string {
  const lines = quotes.map((quote) => attributed(quote, now));
  return lines.length === 1 ? lines.join("") : lines.map((line) => `- ${line}`).join("\n");
}

/** The earlier context plus what the current message itself states beside its question. */
function searched(earlier: readonly SpokenPart[], current: SpokenPart): SpokenPart[] {
  const stated = splitSentences(current.content).filter((sentence) => !isQuestion(sentence));
  return [...earlier, { ...current, content: stated.join("\n") }];
}

function answerTo(
  questions: readonly string[],
  earlier: readonly SpokenPart[],
  current: SpokenPart,
  now: string,
) {
  const parts = searched(earlier, current);
  const answers: string[] = [];
  for (const question of questions) {
    const quotes = findQuotes(question, parts);
    answers.push(
      quotes.length > 0
        ? quoted(quotes, now)
        : `${NOTHING_FOUND} anything about “${shortened(question, LONGEST_NOTE)}” that I could quote.`,
    );
  }
  return answers.join("\n\n");
}

function bodyFor(earlier: readonly SpokenPart[], current: SpokenPart, now: string): string {
  const smallTalk = smallTalkAnswer(current.content);
  if (smallTalk !== null) return smallTalk;
  const questions = questionsIn(current.content);
  if (questions.length > 0) return answerTo(questions, earlier, current, now);
  const noted = splitSentences(current.content).join(" ");
  return `${NOTED}“${shortened(noted, LONGEST_NOTE)}”`;
}

/**
 * The offline model's reply to the last user message of a context: a question is answered with the best-matching
 * sentences, who said them and when, pinned and summarised ones included; a statement is noted. Says what it is, at length only the first time.
 */
export function offlineReply(context: readonly SpokenPart[], now: string): string {
  const last = context.findLastIndex((part) => part.role === "user");
  const current = context[last] ?? { role: "user", content: "", saidAt: null };
  const earlier = withQuotes(context.slice(0, Math.max(0, last)));
  const introduced = earlier.some((part) => part.role === "assistant" && isOfflineReply(part.content));
  return `${bodyFor(earlier, current, now)}\n\n${introduced ? SIGNATURE : INTRODUCTION}`;
}
