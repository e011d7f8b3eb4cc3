"use client";

import { ChevronRight } from "lucide-react";
import { useId, type ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { shareWords, type HeldKind } from "./segment-facts";
import { SEGMENT_FILLS, SEGMENT_NAMES } from "./segment-names";
import { tokenFigure } from "./token-figure";

const ROW =
  "grid min-h-8 w-full grid-cols-[10px_minmax(0,1fr)_auto_44px_16px] items-center gap-2.5 text-left text-sm max-sm:min-h-11";

type SegmentRowProps = {
  kind: HeldKind;
  facts: string;
  tokens: number;
  budget: number;
  open: boolean;
  /** null: there is nothing to open. */
  onToggle: (() => void) | null;
  children: ReactNode;
};

/** One part of the call: its tokens, its share of the budget, and what it holds. */
export function SegmentRow({ kind, facts, tokens, budget, open, onToggle, children }: SegmentRowProps) {
  const id = useId();
  const cells = (
    <>
      <i aria-hidden className={`swatch ${SEGMENT_FILLS[kind]}`} />
      <span className="truncate font-medium">
        {SEGMENT_NAMES[kind]} <small className="ml-1 text-xs font-[420] text-ink-3">{facts}</small>
      </span>{" "}
      <Figures tokens={tokens} budget={budget} />
    </>
  );
  return (
    <li className="border-b border-line">
      {onToggle ? (
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={onToggle}
          className={ROW}
        >
          {cells}
          <Icon
            of={ChevronRight}
            size={14}
            className={classNames("text-ink-3 transition-transform duration-(--tl-mid)", open && "rotate-90")}
          />
        </button>
      ) : (
        <div className={classNames(ROW, tokens === 0 && "text-ink-3")}>{cells}</div>
      )}
      {open && (
        <div id={id} className="pb-2.5 pl-5">
          {children}
        </div>
      )}
    </li>
  );
}

type PlainRowProps = { kind: "reserve" | "draft" | "free"; tokens: number; budget: number };

/** What is not held: the reply's room, the draft, and the rest. */
export function PlainRow({ kind, tokens, budget }: PlainRowProps) {
  const fill = kind === "draft" ? "swatch-draft" : SEGMENT_FILLS[kind];
  return (
    <li className="border-b border-line last:border-b-0">
      <div className={ROW}>
        <i aria-hidden className={`swatch ${fill}`} />
        <span className="font-medium">{kind === "draft" ? "Draft" : SEGMENT_NAMES[kind]}</span>
        <Figures tokens={tokens} budget={budget} />
      </div>
    </li>
  );
}

function Figures({ tokens, budget }: { tokens: number; budget: number }) {
  return (
    <>
      <span data-tokens={tokens} className="num text-right">
        {tokenFigure(tokens)}
      </span>{" "}
      <span className="num text-right text-ink-3">{shareWords(tokens, budget)}</span>
    </>
  );
}
