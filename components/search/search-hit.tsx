"use client";

import type { SearchHit } from "@/types/search";
import { MessageTime } from "@/components/chat/message-time";
import { classNames } from "@/components/ui/class-names";
import { hitAddress, type OpenHit } from "./hit-address";
import { MarkedText } from "./marked-text";

type SearchHitLinkProps = {
  hit: SearchHit;
  /** The preview shows it. */
  shown: boolean;
  onShow: () => void;
  onOpen: OpenHit;
};

const WHO = { user: "You", assistant: "Assistant", tool: "Tool" } as const;

/** One thing that was found: what was said, by whom and when. */
export function SearchHitLink({ hit, shown, onShow, onOpen }: SearchHitLinkProps) {
  return (
    <a
      href={hitAddress(hit)}
      data-hit
      onFocus={onShow}
      onPointerEnter={(event) => event.pointerType === "mouse" && onShow()}
      onClick={(event) => onOpen(event, hitAddress(hit))}
      className={classNames(
        "relative -mx-2.5 mt-1 block rounded-md px-2.5 pt-[7px] pb-2 pl-[17px] hover:bg-hover",
        shown && "xl:bg-hover",
      )}
    >
      <span className="block max-w-[640px] text-[0.96875rem] leading-6 text-ink [overflow-wrap:anywhere]">
        <MarkedText parts={hit.snippet} />
      </span>
      <span className="flex flex-wrap gap-x-3 text-meta leading-5 text-ink-3">
        <span>{whoSaid(hit)}</span>
        <MessageTime iso={hit.saidAt} />
      </span>
    </a>
  );
}

function whoSaid({ kind, role }: SearchHit): string {
  if (kind === "summary") return "Summary";
  if (kind === "memory") return "Memory";
  return role === null ? "Message" : WHO[role];
}
