"use client";

import { messageTime } from "@/lib/domain/dates/message-time";

/** When a message was written; the whole date on hover. */
export function MessageTime({ iso }: { iso: string }) {
  const full = new Date(iso).toLocaleString("en-GB", { dateStyle: "full", timeStyle: "short" });
  return (
    <time dateTime={iso} title={full} className="num" suppressHydrationWarning>
      {messageTime(iso, Date.now())}
    </time>
  );
}
