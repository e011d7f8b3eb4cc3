import type { AfterTurn, TurnUpkeep } from "@/lib/services/chat/turn-upkeep";

type Before = Parameters<TurnUpkeep["compactBefore"]>[0];

/** Compaction that does what a test says, and remembers what it was asked for. */
export class ScriptedUpkeep implements TurnUpkeep {
  readonly before: Before[] = [];
  readonly turns: AfterTurn[] = [];
  compact: () => Promise<{ version: number; tokensFreed: number } | null> = () => Promise.resolve(null);

  compactBefore(target: Before): ReturnType<TurnUpkeep["compactBefore"]> {
    this.before.push(target);
    return this.compact();
  }

  after(turn: AfterTurn): Promise<void> {
    this.turns.push(turn);
    return Promise.resolve();
  }
}
