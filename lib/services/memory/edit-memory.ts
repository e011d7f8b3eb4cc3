import { AppError } from "@/lib/domain/errors";
import { memoryIndex } from "@/lib/domain/memory/memory-terms";
import { readStatement } from "@/lib/domain/memory/read-statement";
import { mayStand } from "@/lib/domain/memory/standing";
import { foldTopic } from "@/lib/domain/memory/topic";
import type { Changes } from "@/lib/ports/changes";
import type { Clock } from "@/lib/ports/clock";
import type { MemoryReader } from "@/lib/ports/memory-reader";
import type { MemoryEdit, MemoryStore } from "@/lib/ports/memory-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Memory, MemoryId, MemoryTrust } from "@/types/memory";
import type { UserId } from "@/types/ids";
import { found } from "../found";
import { ENTRY_FAMILY, entryTokens, refuseSecret } from "./new-memory";

export type EditDeps = {
  memories: Pick<MemoryStore, "edit">;
  memoryReader: Pick<MemoryReader, "find">;
  counter: Pick<TokenCounter, "countText">;
  clock: Clock;
};

export type MemoryChanges = Changes<
  Pick<Memory, "content" | "type" | "kind" | "topic" | "agentId" | "standing" | "metadata" | "importance">
> & {
  /** An imported entry counts as one's own from now on. */
  confirm?: true | undefined;
  /** false: it is no longer so. */
  holds?: boolean | undefined;
};

/**
 * Changes an entry that has been seen as `revision`. Throws `not_found`, and `cannot_store` for secrets, for what was changed
 * meanwhile, and for an imported entry that is to stand before anybody has confirmed it.
 */
export async function editMemory(
  deps: EditDeps,
  owner: UserId,
  id: MemoryId,
  { revision, ...changes }: MemoryChanges & { revision: number },
): Promise<Memory> {
  const before = found(await deps.memoryReader.find(id));
  const edit = await editFor(deps, before, changes);
  const edited = await deps.memories.edit({ owner, id, expectedRevision: revision, edit });
  if (edited !== null) return edited;
  throw new AppError(
    "cannot_store",
    "This memory was changed a moment ago, here or on another device. Nothing was overwritten: look at it again.",
    { details: { revision: before.revision } },
  );
}

async function editFor(deps: EditDeps, before: Memory, changes: MemoryChanges): Promise<MemoryEdit> {
  const { topic, holds, importance } = changes;
  const words = await wordsFor(deps, before, changes);
  const trust = trustOf(before.trust, changes);
  const standing = standingOf({ ...before, kind: changes.kind ?? before.kind, trust }, changes.standing);
  return {
    ...words,
    ...plain(changes),
    trust,
    standing,
    ...(topic === undefined ? {} : { topic: topic && foldTopic(topic) }),
    ...(holds === undefined ? {} : { validTo: holds ? null : (before.validTo ?? nowOf(deps)) }),
    ...(importance === undefined
      ? {}
      : { importance, reasons: [{ rule: "set_by_hand", points: importance }] }),
  };
}

function plain({ type, kind, agentId, metadata }: MemoryChanges): MemoryEdit {
  return {
    ...(type === undefined ? {} : { type }),
    ...(kind === undefined ? {} : { kind }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** Other words are counted, indexed and compared as what they are. */
async function wordsFor(
  { counter }: Pick<EditDeps, "counter">,
  before: Memory,
  { content: wished }: MemoryChanges,
): Promise<MemoryEdit> {
  const content = wished?.trim();
  if (content === undefined || content === before.content) return {};
  refuseSecret(content);
  return {
    content,
    topic: readStatement(`Remember: ${content}`)?.topic ?? before.topic,
    tokens: await entryTokens(counter, ENTRY_FAMILY, content),
    tokenFamily: ENTRY_FAMILY,
    index: memoryIndex(content, before.validFrom),
  };
}

/** Whoever changes an entry's words, or confirms it, vouches for it. */
function trustOf(trust: MemoryTrust, { content, confirm }: MemoryChanges): MemoryTrust {
  if (trust === "hand_written" || (content === undefined && confirm === undefined)) return trust;
  return "confirmed";
}

function standingOf(
  memory: Pick<Memory, "kind" | "trust" | "standing">,
  wished: boolean | undefined,
): boolean {
  const standing = wished ?? memory.standing;
  if (!standing || mayStand(memory)) return standing;
  if (wished !== true) return false;
  throw new AppError(
    "cannot_store",
    "Only instructions and preferences that you have confirmed can stand in every call.",
    { details: { kind: memory.kind, trust: memory.trust } },
  );
}

function nowOf({ clock }: Pick<EditDeps, "clock">): string {
  return new Date(clock.now()).toISOString();
}
