"use client";

import { useNow } from "@/lib/client/hooks/use-now";
import { messageTime } from "@/lib/domain/dates/message-time";

/** When a message was written; the whole date on hover. */
export function MessageTime({ iso }: { iso: string }) {
  const now = useNow(600_000);
  const full = new Date(iso).toLocaleString("en-GB", { dateStyle: "full", timeStyle: "short" });
  return (
    <time dateTime={iso} title={full} className="num" suppressHydrationWarning>
      {messageTime(iso, now)}
    </time>
  );
}
