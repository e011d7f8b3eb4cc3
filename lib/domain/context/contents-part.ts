import type { ContextItem } from "@/types/context";

/** An item with its tokens in our count. */
export type ContentsPart = Omit<ContextItem, "tokens"> & { counted: number };
