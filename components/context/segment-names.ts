import type { SegmentKind } from "@/types/context";

export const SEGMENT_NAMES: Record<SegmentKind, string> = {
  system: "System",
  tools: "Tools",
  pinned: "Pinned",
  memories: "Memories",
  summary: "Summary",
  recent: "Recent",
  reserve: "Reply reserve",
  free: "Free",
};

/** Written out, so that the stylesheet's scanner and a reader both find them. */
export const SEGMENT_FILLS: Record<SegmentKind, string> = {
  system: "seg-system",
  tools: "seg-tools",
  pinned: "seg-pinned",
  memories: "seg-memories",
  summary: "seg-summary",
  recent: "seg-recent",
  reserve: "seg-reserve",
  free: "seg-free",
};
