"use client";

import { useState } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useContextContents } from "@/lib/client/hooks/use-context-contents";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import { tokenFigure } from "@/components/context/token-figure";
import { useCompaction } from "@/components/context/use-compaction";
import { useMarks } from "@/components/context/use-marks";
import { Button } from "@/components/ui/button";
import { pinsToGive } from "./pins-to-give";
import type { ChatSettings, SettingsPatch } from "./use-chat-settings";
import type { WaysOut } from "./ways-out";

type OverBudgetWaysProps = {
  chat: ConversationKey;
  meter: Meter;
  settings: ChatSettings;
  replyReserve: number;
  ways: WaysOut;
};

/** What can give way to a message that is too long, each in one step with its price. */
export function OverBudgetWays({ chat, meter, settings, replyReserve, ways }: OverBudgetWaysProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const { budget, reserve, summary, pins } = ways;
  const save = (patch: SettingsPatch) => {
    settings.save(patch).catch((thrown: unknown) => {
      setFailure(thrown instanceof Error ? thrown.message : "That was not saved.");
    });
  };
  return (
    <>
      <div className="num mt-2 flex flex-wrap gap-1.5 empty:hidden">
        {budget !== null && (
          <Button size="sm" onClick={() => save({ maxTokens: budget })}>
            Budget to {tokenFigure(budget)}{" "}
            <span className="text-seg-pinned-ink">+{tokenFigure(budget - meter.budget)}</span>
          </Button>
        )}
        {reserve !== null && (
          <Button size="sm" onClick={() => save({ replyReserve: reserve })}>
            Reply reserve to {tokenFigure(reserve)} <Freed tokens={replyReserve - reserve} />
          </Button>
        )}
        {pins && <Unpin chat={chat} overBy={meter.overBy} />}
        {summary !== null && <Summarise chat={chat} meter={meter} frees={summary} />}
      </div>
      {failure && <p className="mt-1.5">{failure}</p>}
    </>
  );
}

function Freed({ tokens }: { tokens: number }) {
  return <span className="text-success">−{tokenFigure(tokens)}</span>;
}

/** Takes as many pins off as it needs. */
function Unpin({ chat, overBy }: { chat: ConversationKey; overBy: number }) {
  const contents = useContextContents(chat);
  const mark = useMarks(chat);
  const give = pinsToGive(contents?.items ?? [], overBy);
  if (give === null) return null;
  const { messages, frees } = give;
  return (
    <Button size="sm" onClick={() => mark(messages, { pinned: false }, -frees)}>
      Unpin {pinWords(messages)} <Freed tokens={frees} />
    </Button>
  );
}

function pinWords(messages: readonly { seq: number }[]): string {
  const seqs = messages.map(({ seq }) => seq).sort((one, other) => one - other);
  const most = 4;
  if (seqs.length > most) return `${seqs.length} messages`;
  return `${seqs.length === 1 ? "message" : "messages"} ${seqs.join(", ")}`;
}

type SummariseProps = { chat: ConversationKey; meter: Meter; frees: number };

/** A summary that was made under a larger budget may be longer than this one allows. */
function Summarise({ chat, meter, frees }: SummariseProps) {
  const { running, progress, rebuild } = useCompaction(chat, { meter });
  return (
    <>
      <Button size="sm" busy={running} disabled={running} onClick={rebuild}>
        Summarise shorter <Freed tokens={frees} /> at its target
      </Button>
      {progress !== null && <span role="status">{progress}</span>}
    </>
  );
}
