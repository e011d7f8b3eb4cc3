"use client";

import { useNow } from "@/lib/client/hooks/use-now";
import { fullMessageTime, messageTime } from "@/lib/domain/dates/message-time";

/** When a message was written; the whole date on hover. */
export function MessageTime({ iso }: { iso: string }) {
  const now = useNow(600_000);
  return (
    <time dateTime={iso} title={fullMessageTime(iso)} className="num" suppressHydrationWarning>
      {messageTime(iso, now)}
    </time>
  );
}
