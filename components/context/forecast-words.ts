import type { ContextReport } from "@/types/context";
import { capitalised, messagesInWords, spanWords } from "./span-words";
import { tokenFigure } from "./token-figure";

type Forecast = Pick<
  ContextReport,
  "strategy" | "summary" | "verbatim" | "leftOut" | "leaving" | "turnsLeft" | "compaction"
>;

/** What the next call would hold under a strategy, in a sentence or three. */
export function forecastWords(report: Forecast): string {
  return [holdsWords(report), outWords(report), nextWords(report)].filter((words) => words !== "").join(" ");
}

function holdsWords({ summary, verbatim }: Forecast): string {
  const whole = verbatim?.messages ?? 0;
  if (!summary) return whole === 0 ? "Holds no earlier messages." : `Holds ${messagesInWords(whole)}.`;
  return `${messagesInWords(summary.messages)} as a ${tokenFigure(summary.tokens)}-token summary, ${tokenFigure(whole)} word for word.`;
}

function outWords({ strategy, leftOut }: Forecast): string {
  if (!leftOut) return "";
  const who = capitalised(spanWords(leftOut));
  const verb = leftOut.messages === 1 ? "is" : "are";
  return strategy === "sliding_window" ? `${who} ${verb} out of reach.` : `${who} ${verb} left out for now.`;
}

function nextWords({ strategy, leaving, turnsLeft, compaction }: Forecast): string {
  if (compaction === "before_sending") return "Older messages are summarised before the next call.";
  const then = leaving
    ? `${spanWords(leaving)} ${whereTo(strategy !== "sliding_window", leaving.messages)}.`
    : "";
  if (turnsLeft === null) return then === "" ? "" : capitalised(`next, ${then}`);
  const turns =
    turnsLeft === 0
      ? "No further turn fits as it is"
      : turnsLeft === 1
        ? "1 more turn fits as it is"
        : `${tokenFigure(turnsLeft)} more turns fit as they are`;
  return then === "" ? `${turns}.` : `${turns}; then ${then}`;
}

function whereTo(summarises: boolean, messages: number): string {
  if (summarises) return messages === 1 ? "joins the summary" : "join the summary";
  return messages === 1 ? "leaves" : "leave";
}
