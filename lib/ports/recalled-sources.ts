import type { RecalledSource } from "@/types/recall";
import type { RecalledEntry } from "@/types/receipt";

/** What one user's recalled things say by now; those that are gone are missing. */
export type RecalledSources = {
  read(entries: readonly Pick<RecalledEntry, "kind" | "id">[]): Promise<RecalledSource[]>;
};
