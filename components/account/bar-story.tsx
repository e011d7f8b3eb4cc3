import type { Segment, SegmentKind } from "@/types/context";
import { ContextBar } from "@/components/context/context-bar";
import { SEGMENT_FILLS, SEGMENT_NAMES } from "@/components/context/segment-names";
import { tokenFigure } from "@/components/context/token-figure";

const BUDGET = 8_000;
const RESERVE = 1_500;
const HELD: readonly Segment[] = [
  { kind: "system", tokens: 412 },
  { kind: "recent", tokens: 1_812 },
];
const FREE = BUDGET - RESERVE - 412 - 1_812;

const EXAMPLE = {
  budget: BUDGET,
  segments: HELD,
  reserve: RESERVE,
  draft: 0,
  free: FREE,
  overBy: 0,
  written: 0,
};

const STORY: readonly { kind: SegmentKind; tokens: number; words: string }[] = [
  { kind: "system", tokens: 412, words: "the agent’s instructions" },
  { kind: "recent", tokens: 1_812, words: "latest messages, word for word" },
  { kind: "reserve", tokens: RESERVE, words: "room for the answer" },
  { kind: "free", tokens: FREE, words: "room for you" },
];

/** An example of the bar with each part in words. */
export function BarStory() {
  return (
    <figure>
      <figcaption className="mb-2.5 text-sm text-ink-2">
        What one reply is built from: {tokenFigure(BUDGET)} tokens
      </figcaption>
      <ContextBar {...EXAMPLE} height={22} gap={3} />
      <dl className="mt-[22px]">
        {STORY.map(({ kind, tokens, words }) => (
          <div
            key={kind}
            className="grid grid-cols-[123px_1fr_auto] items-center gap-[11px] border-t border-line py-[9px] text-[0.84375rem]"
          >
            <dt className="flex items-center gap-[11px] font-medium">
              <i aria-hidden className={`swatch size-3! ${SEGMENT_FILLS[kind]}`} />
              {SEGMENT_NAMES[kind]}
            </dt>
            <dd className="text-ink-2">{words}</dd>
            <dd className="num text-ink-3">{tokenFigure(tokens)}</dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
