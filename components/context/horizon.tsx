"use client";

import type { ReactNode } from "react";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import { tokenFigure } from "./token-figure";

export type HorizonProps = Pick<Meter, "summary" | "leftOut" | "verbatim"> & { onReadSummary: () => void };

/** Where memory begins: above it the summary or nothing stands for the messages, below it they are word for word. */
export function Horizon({ summary, leftOut, verbatim, onReadSummary }: HorizonProps) {
  const below = verbatim?.messages ?? 0;
  return (
    <div
      role="group"
      aria-label="Memory horizon"
      className="relative mt-0.5 mb-[26px] animate-[fade_var(--tl-mid)_var(--tl-ease)]"
    >
      <div
        aria-hidden
        className="flex items-center gap-3 text-meta font-semibold before:w-4 before:border-t before:border-ink-3 after:flex-1 after:border-t after:border-ink-3 max-sm:before:w-1.5"
      >
        Memory horizon
      </div>
      <ul className="num flex flex-wrap items-center gap-x-[22px] gap-y-1 pt-[5px] pl-7 text-meta text-ink-2 max-sm:flex-col max-sm:items-start max-sm:pl-[18px]">
        {summary && (
          <Fact spine="spine-summary">
            {tokenFigure(summary.messages)} above, as a {tokenFigure(summary.tokens)}-token summary
          </Fact>
        )}
        {leftOut && <Fact spine="spine-out">{tokenFigure(leftOut.messages)} above, left out</Fact>}
        <Fact spine="spine-word">{tokenFigure(below)} below, word for word</Fact>
        {summary && (
          <li className="ml-auto max-sm:ml-0">
            <a
              href="#summary"
              className="text-link max-sm:inline-flex max-sm:min-h-9 max-sm:items-center"
              onClick={(event) => {
                event.preventDefault();
                onReadSummary();
              }}
            >
              Read the summary
            </a>
          </li>
        )}
      </ul>
    </div>
  );
}

function Fact({ spine, children }: { spine: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-[7px]">
      <i aria-hidden className={`spine spine-key ${spine}`} />
      <span>{children}</span>
    </li>
  );
}
