"use client";

import { useEffect, useRef, useState } from "react";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { Message } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { Markdown } from "@/components/chat/markdown/markdown";
import { MessageTime } from "@/components/chat/message-time";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";

type SearchPreviewProps = { conversationId: ConversationId; title: string; seq: number };

/** So many rows before the hit, and in all. */
const BEFORE = 4;
const ROWS = 10;

type Read = { key: string; messages: Message[] | null };

/** The hit among what was said around it, beside the results. */
export function SearchPreview({ conversationId, title, seq }: SearchPreviewProps) {
  const { messages, failed } = useAround(conversationId, seq);
  const hit = useRef<HTMLElement>(null);
  useEffect(() => {
    if (messages) hit.current?.scrollIntoView({ block: "center" });
  }, [messages]);
  return (
    <aside
      aria-label="Preview"
      className="hidden min-h-0 w-[420px] shrink-0 flex-col border-l border-line bg-panel xl:flex"
    >
      <h2 className="flex h-[52px] shrink-0 items-center border-b border-line px-[18px] text-base font-semibold">
        <span className="truncate">{title}</span>
      </h2>
      <div
        tabIndex={0}
        role="region"
        aria-label="Around the match"
        className="scroll-thin min-h-0 flex-1 overflow-y-auto px-[18px] py-4"
      >
        {messages === null && !failed && <Waiting />}
        {failed && <p className="text-sm text-ink-2">What was said around it could not be read.</p>}
        {messages?.map((message) => (
          <PreviewMessage
            key={message.id}
            message={message}
            isHit={message.seq === seq}
            place={message.seq === seq ? hit : null}
          />
        ))}
      </div>
    </aside>
  );
}

/** Rests a moment before it reads: a pointer on its way over the results asks for nothing. */
const REST_MS = 120;

function useAround(id: ConversationId, seq: number): { messages: Message[] | null; failed: boolean } {
  const { api } = useWorkspace();
  const key = `${id} ${seq}`;
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let over = false;
    const ask = () =>
      api.messages(id, { after: Math.max(0, seq - 1 - BEFORE) }, ROWS).then(
        ({ messages }) => !over && setRead({ key, messages: messages.filter(({ kind }) => kind === "chat") }),
        () => !over && setRead({ key, messages: null }),
      );
    const timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [api, id, seq, key]);
  if (read?.key !== key) return { messages: null, failed: false };
  return { messages: read.messages, failed: read.messages === null };
}

type PreviewMessageProps = {
  message: Message;
  isHit: boolean;
  place: React.RefObject<HTMLElement | null> | null;
};

function PreviewMessage({ message, isHit, place }: PreviewMessageProps) {
  const { role, content, createdAt } = message;
  return (
    <article
      ref={place}
      aria-label={role === "user" ? "You said" : "Assistant said"}
      aria-current={isHit || undefined}
      className={classNames(
        "-mx-2.5 mb-3 rounded-md px-2.5 py-2 text-base",
        isHit && "bg-raised inset-ring inset-ring-line-strong",
      )}
    >
      <p className="mb-1 flex gap-2 text-meta text-ink-3">
        <b className="font-semibold text-ink">{role === "user" ? "You" : "Assistant"}</b>
        <MessageTime iso={createdAt} />
      </p>
      {role === "user" ? (
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{content}</p>
      ) : (
        <div className="prose-small">
          <Markdown text={content} />
        </div>
      )}
    </article>
  );
}

function Waiting() {
  return (
    <div aria-hidden>
      <Skeleton width="40%" />
      <Skeleton width="92%" />
      <Skeleton width="78%" />
      <Skeleton width="35%" />
      <Skeleton width="88%" />
    </div>
  );
}
