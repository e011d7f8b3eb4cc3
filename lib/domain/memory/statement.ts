import type { MemoryKind } from "@/types/memory";

/** What a sentence says, as far as our rules understand it. */
export type Statement = {
  kind: MemoryKind;
  /** The words to be kept, as they were said. */
  content: string;
  /** What it is about: two statements about the same thing with different values contradict each other. */
  topic: string | null;
  /** What it says of its topic, folded for comparing. */
  value: string;
  /** Somebody asked for it to be remembered. */
  explicit: boolean;
};

/**
 * One turn of phrase. Its pattern has the groups `subject` and `value` where it knows them. `topic`: a name for what it is
 * about, in which $subject and $value stand for those groups; null where nothing can contradict it.
 */
export type StatementRule = {
  kind: MemoryKind;
  pattern: RegExp;
  topic: string | null;
  /** It says that something is not so: the opposite value of its topic. */
  not?: true;
};
