"use client";

import { useState } from "react";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import { tokenFigure } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { ChatSettings, SettingsPatch } from "./use-chat-settings";
import { largerBudget, smallerReserve } from "./ways-out";

type OverBudgetNoteProps = {
  meter: Meter;
  settings: ChatSettings;
  /** The model's window: no budget can pass it. */
  window: number;
};

/** The draft cannot fit: by how much, and each way out with its price. */
export function OverBudgetNote({ meter, settings, window }: OverBudgetNoteProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const replyReserve = settings.reserve?.replyReserve ?? 0;
  const budget = largerBudget(meter.budget, meter.overBy, window);
  const reserve = smallerReserve(replyReserve, meter.overBy);
  const save = (patch: SettingsPatch) => {
    settings.save(patch).catch((thrown: unknown) => {
      setFailure(thrown instanceof Error ? thrown.message : "That was not saved.");
    });
  };
  const fits = Math.max(0, meter.draft - meter.overBy);
  return (
    <Note tone="danger" role="alert">
      <b className="font-medium">
        This message is {tokenFigure(meter.overBy)} tokens too long for the budget.
      </b>{" "}
      <span className="num">
        It is {tokenFigure(meter.draft)}; {tokenFigure(fits)} are free.{" "}
        {budget === null && reserve === null
          ? "The model’s window ends there: shorten the message."
          : "Choose what gives way:"}
      </span>
      <div className="num mt-2 flex flex-wrap gap-1.5 empty:hidden">
        {budget !== null && (
          <Button size="sm" onClick={() => save({ maxTokens: budget })}>
            Budget to {tokenFigure(budget)}{" "}
            <span className="text-seg-pinned-ink">+{tokenFigure(budget - meter.budget)}</span>
          </Button>
        )}
        {reserve !== null && (
          <Button size="sm" onClick={() => save({ replyReserve: reserve })}>
            Reply reserve to {tokenFigure(reserve)}{" "}
            <span className="text-success">−{tokenFigure(replyReserve - reserve)}</span>
          </Button>
        )}
      </div>
      {failure && <p className="mt-1.5">{failure}</p>}
    </Note>
  );
}
