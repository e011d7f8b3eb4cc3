"use client";

import Link from "next/link";
import { useState } from "react";
import type { Memory, MemorySource } from "@/types/memory";
import { messageAddress } from "@/components/shell/chat-address";
import { dayWords, originWords } from "./memory-words";

/** Where an entry was said, one press away; and where it was said again. */
export function MemorySources({ memory, now }: { memory: Memory; now: number }) {
  const [all, setAll] = useState(false);
  const [first, ...others] = memory.sources;
  if (!first) return <>{`${originWords(memory)}, ${dayWords(memory.createdAt, now)}`}</>;
  return (
    <>
      From <SourceLink source={first} now={now} />
      {all &&
        others.map((source) => (
          <span key={source.messageId}>
            {", "}
            <SourceLink source={source} now={now} />
          </span>
        ))}
      {others.length > 0 && !all && (
        <>
          {" and "}
          <button type="button" className="text-link" onClick={() => setAll(true)}>
            {others.length} more
          </button>
        </>
      )}
    </>
  );
}

function SourceLink({ source, now }: { source: MemorySource; now: number }) {
  const { conversationId, seq, title, saidAt } = source;
  return (
    <Link href={messageAddress(conversationId, seq)} prefetch={false} className="text-link">
      “{title}”, {dayWords(saidAt, now)}
    </Link>
  );
}
