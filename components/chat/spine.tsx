import type { MemoryState } from "@/lib/domain/meter/memory-horizon";

/** How the next call sees a message; "writing" while it comes into being. */
export type SpineState = MemoryState | "writing";

const SPINE: Record<SpineState, string> = {
  word: "spine-word",
  leaving: "spine-leaving",
  compressed: "spine-compressed",
  pinned: "spine-pinned",
  summary: "spine-summary",
  muted: "spine-out",
  out: "spine-out",
  writing: "spine-writing",
};

/** The context bar turned on its side: solid goes to the model word for word, dotted stays out of the call. */
export function Spine({ state }: { state: SpineState }) {
  return <i aria-hidden className={`spine ${SPINE[state]}`} />;
}
