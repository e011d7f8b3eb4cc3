"use client";

import { useHeldMemories, useSuggestions } from "@/lib/client/hooks/use-memories";
import { Button } from "@/components/ui/button";
import { tokenFigure } from "@/components/context/token-figure";
import type { SuggestionsAnswer } from "@/types/memory-api";
import { SideTask, TaskWait } from "./side-task";
import { timesWords } from "./memory-words";
import type { MemoryWork } from "./use-memory-work";

type SuggestionsProps = { work: MemoryWork; onClose: () => void };

/** Entries that cost and hardly help. */
export function Suggestions({ work, onClose }: SuggestionsProps) {
  const { data, failure, reload } = useSuggestions();
  const held = useHeldMemories();
  return (
    <SideTask
      title="Suggestions to retire"
      lede="Memories that cost tokens and hardly help. What you asked for or wrote yourself is never among them."
      onClose={onClose}
    >
      {data === null ? (
        <TaskWait name="Loading suggestions" failure={failure} onReload={() => void reload()} />
      ) : data.suggestions.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing to retire: everything that costs is used.</p>
      ) : (
        <ul className="border-t border-line">
          {data.suggestions.map((suggestion) => {
            const { id } = suggestion.memory;
            const state = held.get(id);
            return (
              <li
                key={id}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2.5"
              >
                <span className="min-w-0 flex-[1_1_280px]">
                  <span className="block text-sm [overflow-wrap:anywhere]">{suggestion.memory.content}</span>
                  <span className="num block text-meta text-ink-3">{whyWords(suggestion)}</span>
                </span>
                {state ? (
                  <span className="text-sm text-ink-2">
                    Forgetting…{" "}
                    {state === "held" && (
                      <button
                        type="button"
                        className="text-link font-medium"
                        onClick={() => work.undoForget(id)}
                      >
                        Undo
                      </button>
                    )}
                  </span>
                ) : (
                  <Button size="sm" onClick={() => work.forget([id])}>
                    Forget
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </SideTask>
  );
}

function whyWords({ memory, reason, value }: SuggestionsAnswer["suggestions"][number]): string {
  const worth = `Worth ${value.toLocaleString("en")} of 10`;
  if (reason === "never_used") return `${worth}. Never used in half a year.`;
  return `${worth}. Used ${timesWords(memory.uses)} for ${tokenFigure(memory.tokensSpent)} tokens.`;
}
