"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { useConversationList } from "@/lib/client/hooks/use-conversation-list";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { Conversation } from "@/types/chat";
import type { Segment } from "@/types/context";
import { chatAddress } from "@/components/shell/chat-address";
import { tokensInWords } from "@/components/context/token-figure";
import { Skeleton } from "@/components/ui/skeleton";

/** So many conversations are shown: each one's window is counted anew. */
const SHOWN = 5;

/** The live windows: what short-term memory is, and what is in it now. */
export function ShortTerm() {
  const { items, loaded } = useConversationList();
  const shown = items.slice(0, SHOWN);
  return (
    <div className="pt-5">
      <p className="max-w-[64ch] text-lead text-ink-2">
        Short-term memory is the live window: the newest messages of a conversation, word for word, as many as
        fit the budget. It is never stored as a memory, and nothing here has to be forgotten: what leaves the
        window stays in its conversation.
      </p>
      <ul aria-label="Live windows" className="mt-4 border-t border-line">
        {shown.map((conversation) => (
          <WindowRow key={conversation.id} conversation={conversation} />
        ))}
      </ul>
      {!loaded && <Skeleton width="60%" />}
      {loaded && shown.length === 0 && (
        <p className="py-4 text-lead text-ink-2">No conversations yet. The first message starts one.</p>
      )}
    </div>
  );
}

function WindowRow({ conversation }: { conversation: Conversation }) {
  const recent = useWindow(conversation);
  return (
    <li className="border-b border-line py-3">
      <Link href={chatAddress(conversation.id)} prefetch={false} className="text-link text-lead">
        {conversation.title}
      </Link>
      <p className="num mt-0.5 text-meta text-ink-3">{windowWords(recent)}</p>
    </li>
  );
}

type Window = Segment | "none" | "unknown" | null;

/** What its next call would hold word for word; null while it is counted. */
function useWindow({ id, revision }: Conversation): Window {
  const { api } = useWorkspace();
  const [window, setWindow] = useState<Window>(null);
  useEffect(() => {
    const late = new AbortController();
    api.context({ conversationId: id }, late.signal).then(
      ({ segments }) => setWindow(segments.find(({ kind }) => kind === "recent") ?? "none"),
      () => !late.signal.aborted && setWindow("unknown"),
    );
    return () => late.abort();
  }, [api, id, revision]);
  return window;
}

function windowWords(window: Window): string {
  if (window === null) return "Counting tokens";
  if (window === "unknown") return "Its window could not be counted.";
  if (window === "none" || window.tokens === 0) return "Its window is empty.";
  const { from, to, tokens } = window;
  const span = from === undefined || to === undefined ? "Its newest messages" : `Messages ${from}–${to}`;
  return `${span} word for word, ${tokensInWords(tokens)}`;
}
