import type { DeletionReceipt, MemoryId } from "@/types/memory";

/** One entry, marked among the others. */
export function memoryAddress(id: MemoryId): `/memories#${string}` {
  return `/memories#${id}`;
}

export function receiptAddress({ id }: Pick<DeletionReceipt, "id">): `/memories#receipt-${string}` {
  return `/memories#receipt-${id}`;
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const MEMORY = new RegExp(`^#(${UUID})$`, "i");
const RECEIPT = new RegExp(`^#receipt-(${UUID})$`, "i");

export type MemoryPlace = { memory: MemoryId } | { receipt: string } | null;

/** What the end of the page's address names. */
export function placeIn(hash: string): MemoryPlace {
  const memory = MEMORY.exec(hash)?.[1];
  if (memory !== undefined) return { memory: memory.toLowerCase() as MemoryId };
  const receipt = RECEIPT.exec(hash)?.[1];
  return receipt === undefined ? null : { receipt: receipt.toLowerCase() };
}
