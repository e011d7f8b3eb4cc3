"use client";

import type { MeterState } from "@/lib/client/hooks/use-meter";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import { NumberField } from "@/components/chat/number-field";
import type { ChatSettings } from "@/components/chat/use-chat-settings";
import {
  LEAST_RESERVE,
  LEAST_THRESHOLD,
  LEAST_WINDOW,
  MOST_RESERVE,
  MOST_THRESHOLD,
  MOST_WINDOW,
} from "@/components/chat/ways-out";
import { INPUT } from "@/components/ui/text-field";
import { SectionHeading } from "./section-heading";
import { messagesInWords } from "./span-words";
import { tokenFigure } from "./token-figure";
import type { SaveSetting } from "./use-save-setting";

type LimitFieldsProps = { meter: MeterState; settings: ChatSettings; setting: SaveSetting };

/** How many messages, when to summarise, and what stays free for the reply. */
export function LimitFields({ meter: { meter }, settings, setting }: LimitFieldsProps) {
  return (
    <>
      <SectionHeading
        title="Window"
        fact={meter?.verbatim ? `${messagesInWords(meter.verbatim.messages)} now` : ""}
      />
      <NumberField
        label="Window size"
        unit="messages"
        value={settings.windowSize}
        least={LEAST_WINDOW}
        most={MOST_WINDOW}
        placeholder="All that fit"
        onCommit={(windowSize) => setting.save({ windowSize }, windowWords(windowSize))}
        className={INPUT}
      />
      {settings.memoryStrategy !== "sliding_window" && (
        <>
          <SectionHeading title="Summary" fact={uncoveredWords(meter)} />
          <NumberField
            label="Summarise from, in tokens"
            value={settings.summaryThreshold}
            least={LEAST_THRESHOLD}
            most={MOST_THRESHOLD}
            onCommit={(value) =>
              value !== null &&
              setting.save({ summaryThreshold: value }, `Summarises from ${tokenFigure(value)} tokens.`)
            }
            className={INPUT}
          />
        </>
      )}
      <SectionHeading title="Reply reserve" fact={longestWords(meter)} />
      <NumberField
        label="Kept for the reply, in tokens"
        value={settings.replyReserve}
        least={LEAST_RESERVE}
        most={MOST_RESERVE}
        placeholder={meter ? tokenFigure(meter.replyReserve) : "Automatic"}
        onCommit={(replyReserve) => setting.save({ replyReserve }, reserveSaved(replyReserve))}
        className={INPUT}
      />
      <p className="num mt-1 text-meta text-ink-3">{meter ? reserveNote(meter) : null}</p>
    </>
  );
}

function windowWords(size: number | null): string {
  return size === null ? "As many messages as fit." : `At most ${messagesInWords(size)} word for word.`;
}

function uncoveredWords(meter: Meter | null): string {
  const uncovered = meter?.uncovered;
  return uncovered
    ? `${tokenFigure(uncovered.tokens)} of ${tokenFigure(uncovered.threshold)} not summarised`
    : "";
}

function longestWords(meter: Meter | null): string {
  const longest = meter?.longestReply ?? null;
  return longest === null ? "no reply so far" : `longest reply so far ${tokenFigure(longest)}`;
}

function reserveSaved(reserve: number | null): string {
  return reserve === null ? "Reply reserve: estimated." : `Reply reserve: ${tokenFigure(reserve)} tokens.`;
}

function reserveNote(meter: Meter): string {
  const kept = `${tokenFigure(meter.replyReserve)} tokens,`;
  const thinking =
    meter.thinkingAllowance > 0 ? ` ${tokenFigure(meter.thinkingAllowance)} more are kept for thinking.` : "";
  switch (meter.replyReserveSource) {
    case "set":
      return `${kept} set by you. Empty: estimated from this conversation’s replies.${thinking}`;
    case "estimated":
      return `${kept} estimated from this conversation’s replies.${thinking}`;
    case "default":
      return `${kept} until three replies tell how long they are.${thinking}`;
    default:
      return meter.replyReserveSource satisfies never;
  }
}
