import type { UserId } from "@/types/ids";

/** What each owner's next piece of work waits for. Never rejects. */
const tails = new Map<UserId, Promise<void>>();

/** Does one piece of an owner's work after the other, so that nobody takes more than one share of this process. */
export async function oneAtATime<T>(owner: UserId, work: () => Promise<T>): Promise<T> {
  const mine = (tails.get(owner) ?? Promise.resolve()).then(work);
  const nothing = () => undefined;
  const tail = mine.then(nothing, nothing);
  tails.set(owner, tail);
  try {
    return await mine;
  } finally {
    if (tails.get(owner) === tail) tails.delete(owner);
  }
}
