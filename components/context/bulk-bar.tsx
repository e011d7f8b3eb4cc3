"use client";

import { Pin, Shrink, VolumeX, type LucideIcon } from "lucide-react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import type { MarkChange } from "@/lib/domain/sync/chat-event";
import type { ContextItem } from "@/types/context";
import { PriceButton } from "./price";
import { messagesInWords } from "./span-words";
import { tokensInWords } from "./token-figure";
import { useMarks, type Markable } from "./use-marks";
import type { Selection } from "./use-selection";

type Act = {
  icon: LucideIcon;
  verb: string;
  change: MarkChange;
  of: keyof ContextItem["prices"];
  /** Whether a message already is so. */
  done: keyof Pick<Markable, "pinned" | "muted" | "compressed">;
};

const ACTS: readonly Act[] = [
  { icon: Pin, verb: "Pin", change: { pinned: true }, of: "pin", done: "pinned" },
  { icon: VolumeX, verb: "Mute", change: { muted: true }, of: "mute", done: "muted" },
  { icon: Shrink, verb: "Compress", change: { compressed: true }, of: "compress", done: "compressed" },
];

/** What can be done with all chosen messages at once, for one price. */
export function BulkBar({ chat, selection }: { chat: ConversationKey; selection: Selection }) {
  const mark = useMarks(chat);
  const { chosen } = selection;
  const tokens = chosen.reduce((sum, item) => sum + item.tokens, 0);
  return (
    <div
      role="group"
      aria-label="Chosen messages"
      className="sticky -bottom-6 -mx-[18px] mt-3 -mb-6 border-t border-line-strong bg-panel px-[18px] py-2.5"
    >
      <p role="status" className="num text-sm">
        {chosen.length === 0
          ? "Choose messages above."
          : `${messagesInWords(chosen.length)}, ${tokensInWords(tokens)}`}
      </p>
      <div className="-ml-1.5 flex flex-wrap gap-x-1">
        {ACTS.map(({ icon, verb, change, of, done }) => {
          const { targets, price } = priced(chosen, of, done);
          return (
            <PriceButton
              key={verb}
              icon={icon}
              verb={verb}
              tokens={targets.length === 0 ? null : price}
              disabled={targets.length === 0}
              onClick={() => {
                mark(targets, change, price);
                selection.clear();
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The chosen messages that an act would change, and what it costs or frees in all. */
function priced(
  chosen: readonly ContextItem[],
  of: keyof ContextItem["prices"],
  done: Act["done"],
): { targets: Markable[]; price: number } {
  const targets: Markable[] = [];
  let price = 0;
  for (const { message, prices } of chosen) {
    if (!message || message[done] || prices[of] === null) continue;
    targets.push(message);
    price += prices[of];
  }
  return { targets, price };
}
