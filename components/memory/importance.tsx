"use client";

import { lazy, Suspense, useState } from "react";
import type { Memory } from "@/types/memory";
import { classNames } from "@/components/ui/class-names";
import { importanceStep, pointsWords, reasonWords } from "./memory-words";

const Popover = lazy(() => import("@/components/ui/popover"));

const STEPS = [1, 2, 3, 4, 5];

/** How much an entry is worth, in five steps; pressed, it says why. */
export function Importance({ memory }: { memory: Pick<Memory, "importance" | "reasons"> }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const step = importanceStep(memory.importance);
  return (
    <>
      <button
        type="button"
        aria-label={`Importance ${step} of 5: why it was remembered`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor((open) => (open ? null : currentTarget))}
        className="eased -mx-1.5 -my-[3px] inline-flex h-[26px] items-center gap-0.5 rounded-[6px] px-1.5 hover:bg-hover aria-expanded:bg-active max-sm:-my-2 max-sm:h-9"
      >
        {STEPS.map((one) => (
          <i
            key={one}
            className={classNames(
              "h-3 w-[5px] rounded-[1px]",
              one <= step ? "bg-seg-memories" : "bg-track inset-ring inset-ring-control",
            )}
          />
        ))}
      </button>
      {anchor && (
        <Suspense fallback={null}>
          <Popover label="Why it was remembered" anchor={anchor} onClose={() => setAnchor(null)}>
            <Why memory={memory} />
          </Popover>
        </Suspense>
      )}
    </>
  );
}

function Why({ memory }: { memory: Pick<Memory, "importance" | "reasons"> }) {
  const { importance, reasons } = memory;
  return (
    <>
      <h3 className="text-sm font-semibold">Why it was remembered</h3>
      <ul className="num mt-2 grid gap-1 text-sm text-ink-2">
        {reasons.map((reason) => (
          <li key={reason.rule} className="flex justify-between gap-4">
            <span>{reasonWords(reason)}</span>
            <span>{pointsWords(reason.points)}</span>
          </li>
        ))}
      </ul>
      <p className="num mt-2 flex justify-between gap-4 border-t border-line pt-2 text-sm font-medium">
        <span>Importance, 10 at most</span>
        <span>{importance.toLocaleString("en")}</span>
      </p>
      <p className="mt-2 text-meta text-ink-3">
        It fades while it is neither said nor used: working entries within weeks, others within months or
        years.
      </p>
    </>
  );
}
