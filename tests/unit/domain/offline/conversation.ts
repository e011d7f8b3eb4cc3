import { offlineReply } from "@/lib/domain/offline/offline-reply";
import type { SpokenPart } from "@/lib/domain/offline/spoken-part";

/** A conversation with the offline model; each message comes one minute after the one before. */
export function conversation(startsAt = "2026-11-21T14:02:00Z") {
  const parts: SpokenPart[] = [
    { role: "system", content: "You are kind to Biscuit the robot.", saidAt: null },
  ];
  let clock = Date.parse(startsAt);
  return {
    parts,
    /** Says something and returns the reply. */
    say(content: string): string {
      const saidAt = new Date(clock).toISOString();
      parts.push({ role: "user", content, saidAt });
      const reply = offlineReply(parts, saidAt);
      parts.push({ role: "assistant", content: reply, saidAt });
      clock += 60_000;
      return reply;
    },
  };
}
