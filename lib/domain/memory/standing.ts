import type { Memory } from "@/types/memory";

/** What may stand in every call: somebody's own instructions and preferences. Imported ones wait for somebody to confirm them. */
export function mayStand({ kind, trust }: Pick<Memory, "kind" | "trust">): boolean {
  return trust !== "imported" && (kind === "instruction" || kind === "preference");
}
