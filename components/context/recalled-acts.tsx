import { Pin, PinOff, Undo2, X } from "lucide-react";
import type { ContextItem } from "@/types/context";
import type { RecalledFacts } from "@/types/recall";
import { PriceButton } from "./price";
import type { MarkRecalled } from "./use-recall-marks";

type HeldProps = { recalled: RecalledFacts; prices: ContextItem["prices"]; mark: MarkRecalled };

/** For something that is in the call as recalled: keep it in every call of the conversation, or leave it out. */
export function RecalledActs({ recalled, prices, mark }: HeldProps) {
  const { pin, mute } = prices;
  const pinned = recalled.mark === "pin";
  const about = aboutOf(recalled);
  return (
    <>
      {pin !== null && (
        <PriceButton
          icon={pinned ? PinOff : Pin}
          verb={pinned ? "Unpin" : "Pin"}
          tokens={pin}
          about={about}
          onClick={() => mark(recalled, pinned ? null : "pin", pin)}
        />
      )}
      {mute !== null && (
        <PriceButton
          icon={X}
          verb="Drop"
          tokens={mute}
          about={about}
          onClick={() => mark(recalled, "drop", mute)}
        />
      )}
    </>
  );
}

type LeftOutProps = { recalled: RecalledFacts; price: number; mark: MarkRecalled };

/** For something that was nearly recalled, or was dropped: the way back. */
export function RecalledWayBack({ recalled, price, mark }: LeftOutProps) {
  const about = aboutOf(recalled);
  if (recalled.mark === "drop") {
    const undo = () => mark(recalled, null, price);
    return <PriceButton icon={Undo2} verb="Allow again" tokens={null} about={about} onClick={undo} />;
  }
  const pin = () => mark(recalled, "pin", price);
  return <PriceButton icon={Pin} verb="Pin" tokens={price} about={about} onClick={pin} />;
}

function aboutOf({ kind, seq }: RecalledFacts): string {
  return kind === "memory" ? "a memory" : `message ${seq ?? "?"}`;
}
