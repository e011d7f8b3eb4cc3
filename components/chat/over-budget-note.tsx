"use client";

import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import { tokenFigure } from "@/components/context/token-figure";
import { Note } from "@/components/ui/note";
import { OverBudgetWays } from "./over-budget-ways";
import type { ChatSettings } from "./use-chat-settings";
import { waysOut } from "./ways-out";

type OverBudgetNoteProps = {
  chat: ConversationKey;
  meter: Meter;
  settings: ChatSettings;
  /** The model's window: no budget can pass it. */
  window: number;
};

/** The draft cannot fit: by how much, and each way out with its price. */
export function OverBudgetNote({ chat, meter, settings, window }: OverBudgetNoteProps) {
  const replyReserve = settings.reserve?.replyReserve ?? 0;
  const ways = waysOut(meter, replyReserve, window);
  const fits = Math.max(0, meter.draft - meter.overBy);
  return (
    <Note tone="danger" role="alert">
      <b className="font-medium">
        This message is {tokenFigure(meter.overBy)} tokens too long for the budget.
      </b>{" "}
      <span className="num">
        It is {tokenFigure(meter.draft)}; {tokenFigure(fits)} are free.{" "}
        {ways === null ? "The model’s window ends there: shorten the message." : "Choose what gives way:"}
      </span>
      {ways !== null && <OverBudgetWays {...{ chat, meter, settings, replyReserve, ways }} />}
    </Note>
  );
}
