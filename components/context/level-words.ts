import type { ContextLevel } from "@/types/context";

/** The level in words; nothing while there is room. */
export function levelWords(level: ContextLevel): string | null {
  switch (level) {
    case "ok":
      return null;
    case "warning":
      return "over 75 % used";
    case "danger":
      return "over 90 % used";
    case "full":
      return "full: the oldest messages leave";
    default:
      return level satisfies never;
  }
}
