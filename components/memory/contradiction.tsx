"use client";

import type { Memory, MemoryId } from "@/types/memory";
import { useMemory } from "@/lib/client/hooks/use-memories";
import { dayWords, shortContent } from "./memory-words";
import { memoryAddress } from "./memory-address";

type ContradictionProps = {
  memory: Memory;
  now: number;
  onShow: (id: MemoryId) => void;
  onForget: () => void;
  onKeep: () => void;
};

/** Why an entry no longer holds, and what to do about it. */
export function Contradiction({ memory, now, onShow, onForget, onKeep }: ContradictionProps) {
  const { supersededBy, validTo } = memory;
  const newer = useMemory(supersededBy);
  const since = validTo === null ? "" : ` Not recalled since ${dayWords(validTo, now)}.`;
  return (
    <div className="mt-2 rounded-md bg-warning-soft px-3 py-2 text-sm leading-[19px] text-ink">
      {newer ? (
        <>
          Contradicted by{" "}
          <a
            href={memoryAddress(newer.id)}
            className="text-link"
            onClick={(event) => {
              event.preventDefault();
              onShow(newer.id);
            }}
          >
            “{shortContent(newer.content).replace(/\.$/, "")}”
          </a>
          .{since}
        </>
      ) : (
        `It no longer holds.${since}`
      )}
      <div className="mt-1 flex flex-wrap gap-3 font-medium max-sm:gap-4">
        <button type="button" className="text-link max-sm:min-h-9" onClick={onForget}>
          Forget this one
        </button>
        <button type="button" className="text-link max-sm:min-h-9" onClick={onKeep}>
          {newer ? "Keep both" : "It holds again"}
        </button>
      </div>
    </div>
  );
}
