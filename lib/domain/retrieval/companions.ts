import { byPlace, neighboursIn } from "./neighbours";
import type { PoolMessage, ScoredItem } from "./recall-pool";

type Companion = { item: ScoredItem; why: "beside" | "accepted" };

/** Terms of an answer that says nothing without its question, at most. */
const SHORT_ANSWER = 8;
const LONGEST_YES = 120;
const ACCEPTS =
  /^[^\p{L}]*(?:yes|yep|yeah|yup|ok|okay|sure|fine|deal|agreed|sounds good|perfect|great|do (?:it|that)|go (?:ahead|for|with)|let's (?:do|go|take|use)|i(?:'ll| will)? (?:take|like|prefer|accept)|the (?:first|second|third|last|other) (?:one|option)|(?:option|plan|variant) \w+|ja|gern|genau|einverstanden|mach das|nehmen wir|oui|d'accord|si|sí|vale|de acuerdo|va bene|sim|да|давай|хорошо|(?:好|可以|就这样|行|はい|そうして|お願いします)(?:好|可以|就这样|行|はい|お願いします|[的啊呀啦了吧办]|ください|ね)*)(?![\p{L}\p{N}])/iu;

/** What gives a found message its meaning: the proposal it accepts, or the question it answers. */
export function companionsOf(scored: readonly ScoredItem[]): (hit: ScoredItem) => Companion | null {
  const items = new Map<PoolMessage, ScoredItem>();
  for (const item of scored) if (item.kind === "message") items.set(item.message, item);
  const messages = [...items.keys()].sort(byPlace);
  const places = new Map(messages.map((message, at) => [message, at]));
  const beside = neighboursIn(messages);
  return (hit) => {
    if (hit.kind === "memory") return null;
    const before = messages[beside(places.get(hit.message) ?? -1, -1)];
    const item = before === undefined ? undefined : items.get(before);
    if (before === undefined || item === undefined) return null;
    if (accepts(hit.message)) return { item, why: "accepted" };
    return isShortAnswer(hit.message, before) ? { item, why: "beside" } : null;
  };
}

function accepts({ role, content }: PoolMessage): boolean {
  if (role !== "user" || content === null || content.length > LONGEST_YES) return false;
  return ACCEPTS.test(content.replaceAll("’", "'"));
}

function isShortAnswer(message: PoolMessage, before: PoolMessage): boolean {
  return before.asks && !message.asks && message.length <= SHORT_ANSWER;
}
