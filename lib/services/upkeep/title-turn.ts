import { parseTitle, titlePrompt } from "@/lib/domain/summaries/title";
import type { SummaryStore } from "@/lib/ports/summary-store";
import type { TitleStore } from "@/lib/ports/title-store";
import type { AfterTurn } from "../chat/turn-upkeep";
import { chargedAnswer, type ChargedDeps } from "../summaries/charged-answer";

type Deps = ChargedDeps & { titles: TitleStore; summaries: Pick<SummaryStore, "work"> };

/** A title is a few words; what a model may write for it, and think before it. */
const TITLE_TOKENS = 40;
const THINKING_TOKENS = 400;
const TITLE_MS = 30_000;

/**
 * Names a conversation after its first exchange, where its model can: the first words, which it has from its beginning,
 * stay where there is none or it fails. A title that a user has set, or that somebody else was quicker with, stays. Never
 * throws.
 */
export async function titleTurn(
  deps: Deps,
  turn: AfterTurn,
  first: { question: string; answer: string },
): Promise<void> {
  const { owner, conversationId, chosen, log } = turn;
  const { info } = chosen;
  if (info.provider === "offline") return;
  const late = new AbortController();
  const cancel = deps.timers.after(TITLE_MS, () => late.abort());
  try {
    const { conversation } = await deps.summaries.work({
      owner,
      conversationId,
      from: 0,
      to: 0,
      tokenLimit: 1,
    });
    if (conversation.titleSource !== "auto") return;
    const maxOutputTokens = TITLE_TOKENS + (info.thinks ? THINKING_TOKENS : 0);
    const question = {
      ...titlePrompt(first.question, first.answer),
      kind: "title" as const,
      maxOutputTokens,
    };
    const answer = await chargedAnswer(deps, turn, question, late.signal);
    const title = answer === null ? null : parseTitle(answer);
    if (title === null) return;
    const set = await deps.titles.setAuto({ owner, conversationId, expected: conversation.title, title });
    log.info({ conversationId, set, characters: title.length }, "title.written");
  } catch (thrown) {
    log.warn({ conversationId, err: thrown }, "title.failed");
  } finally {
    cancel();
  }
}
