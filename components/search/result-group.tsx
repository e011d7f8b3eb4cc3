"use client";

import { useState } from "react";
import type { SearchHit } from "@/types/search";
import { chatAddress } from "@/components/shell/chat-address";
import { hitKey, type HitGroup } from "./group-hits";
import type { OpenHit } from "./hit-address";
import { MarkedText } from "./marked-text";
import { SearchHitLink } from "./search-hit";

type ResultGroupProps = {
  group: HitGroup;
  shown: string | null;
  onShow: (hit: SearchHit) => void;
  onOpen: OpenHit;
};

/** Of one conversation so many are shown at first. */
const FIRST = 3;

/** What was found in one conversation. */
export function ResultGroup({ group, shown, onShow, onOpen }: ResultGroupProps) {
  const [all, setAll] = useState(false);
  const { hits, conversationId, title } = group;
  const visible = all ? hits : hits.slice(0, FIRST);
  const more = hits.length - visible.length;
  return (
    <section className="border-b border-line py-[18px] last:border-0">
      <h2 className="flex items-baseline gap-2.5 text-lead font-semibold">
        {conversationId === null ? (
          <span>
            <MarkedText parts={title} />
          </span>
        ) : (
          <a
            href={chatAddress(conversationId)}
            onClick={(event) => onOpen(event, chatAddress(conversationId))}
            className="[overflow-wrap:anywhere] hover:underline"
          >
            <MarkedText parts={title} />
          </a>
        )}
        <span className="num ml-auto text-meta font-normal whitespace-nowrap text-ink-3">
          {hits.length === 0 ? "Title" : hits.length === 1 ? "1 match" : `${hits.length} matches`}
        </span>
      </h2>
      {visible.map((hit) => (
        <SearchHitLink
          key={hitKey(hit)}
          hit={hit}
          shown={shown === hitKey(hit)}
          onShow={() => onShow(hit)}
          onOpen={onOpen}
        />
      ))}
      {more > 0 && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="mt-2 ml-[7px] text-sm text-link max-sm:min-h-9"
        >
          {more} more in this conversation
        </button>
      )}
    </section>
  );
}
