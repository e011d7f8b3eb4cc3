import { AppError } from "@/lib/domain/errors";
import type { Clock } from "@/lib/ports/clock";
import type { StoredChunk, StoredTurn, TurnReader } from "@/lib/ports/turn-reader";
import {
  LeaseLost,
  type AroundWindow,
  type BegunTurn,
  type BeginTurn,
  type Chunk,
  type EndedTurn,
  type FinishTurn,
  type GrantedRate,
  type KnownTurn,
  type RetryTurn,
  type StaleSettings,
  type TurnStore,
  type WindowRow,
} from "@/lib/ports/turn-store";
import type { MessageMetadata } from "@/types/chat";
import type { MessageStatus, TurnStatus } from "@/types/words";
import type { Receipt } from "@/types/receipt";
import type { ConversationId, MessageId, TurnId } from "@/types/ids";
import { conversation, newConversationId, newMessageId, newTurnId } from "./samples";

type Row = {
  turnId: TurnId;
  conversationId: ConversationId;
  clientMessageId: string;
  bodyHash: string;
  status: TurnStatus;
  leaseUntil: number;
  fence: number;
  stopRequested: boolean;
  userMessage: BegunTurn["userMessage"];
  replyId: MessageId;
  replySeq: number;
  chunks: Map<number, StoredChunk>;
  finish: FinishTurn | null;
};

/** Turns in memory under the same rules as the database's functions: fences, leases, one answer per client id. */
export class MemoryTurnStore implements TurnStore, TurnReader {
  readonly rows = new Map<TurnId, Row>();
  windowRows: WindowRow[] = [];
  around: AroundWindow = { pinnedRows: [], older: null, muted: { messages: 0, tokens: 0 } };
  /** Dead turns that the next one finds. */
  interrupted: EndedTurn[] = [];
  granted: GrantedRate | null = null;
  /** The next turns were planned with settings that no longer hold. */
  stale = 0;
  readonly receipts = new Map<TurnId, Receipt>();
  down = false;
  /** The next calls are carried out, but their answers get lost. */
  loseAnswers = 0;
  appends: (readonly Chunk[])[] = [];
  begins: BeginTurn[] = [];
  calls = { begin: 0, append: 0, finish: 0 };
  /** Refuses what the database's checks would. */
  refuse: (chunk: Chunk) => boolean = () => false;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(input: BeginTurn): Promise<BegunTurn | StaleSettings> {
    this.calls.begin += 1;
    this.begins.push(input);
    return this.#answer(() => {
      const known = this.#known(input);
      if (known !== null) return known;
      if (this.stale > 0 && input.expected !== null) {
        this.stale -= 1;
        return { status: "stale" };
      }
      return this.#begun(this.#insert(input), "new");
    });
  }

  find(known: KnownTurn): Promise<BegunTurn | null> {
    return this.#answer(() => this.#known(known));
  }

  retry(input: RetryTurn): Promise<BegunTurn | StaleSettings> {
    return this.#answer(() => {
      const old = this.rows.get(input.turnId);
      if (old === undefined) throw new AppError("not_found", "There is nothing here with that id.");
      const bodyHash = `retry:${input.turnId}`;
      const known = this.#known({ ...input, bodyHash });
      if (known !== null) return known;
      const content = old.userMessage.content;
      const row = this.#insert({ ...input, bodyHash, content, tokens: old.userMessage.tokenCount });
      row.userMessage = old.userMessage;
      return this.#begun(row, "new");
    });
  }

  append(leaseSeconds: number, chunks: readonly Chunk[]): Promise<Map<TurnId, { stopRequested: boolean }>> {
    this.calls.append += 1;
    this.appends.push(chunks);
    return this.#answer(() => {
      if (chunks.some(this.refuse)) throw new AppError("invalid_input", "The database refused that value.");
      const alive = new Map<TurnId, { stopRequested: boolean }>();
      for (const { turnId, fence, piece, receipt } of chunks) {
        const row = this.rows.get(turnId);
        if (row?.status !== "running" || row.fence !== fence) continue;
        row.leaseUntil = this.#clock.now() + leaseSeconds * 1_000;
        if (receipt && !this.receipts.has(turnId)) this.receipts.set(turnId, receipt);
        if (piece && !row.chunks.has(piece.n)) row.chunks.set(piece.n, piece);
        alive.set(turnId, { stopRequested: row.stopRequested });
      }
      return alive;
    });
  }

  finish(input: FinishTurn): Promise<{ replyId: MessageId; revision: number }> {
    this.calls.finish += 1;
    return this.#answer(() => {
      const row = this.rows.get(input.turnId);
      if (row?.status !== "running" || row.fence !== input.fence) throw new LeaseLost();
      row.status = input.status;
      row.finish = input;
      if (input.context && !this.receipts.has(input.turnId)) {
        this.receipts.set(input.turnId, input.context.receipt);
      }
      return { replyId: row.replyId, revision: 2 };
    });
  }

  interruptExpired(conversationId: ConversationId | null): Promise<EndedTurn[]> {
    return this.#answer(() => {
      const ended: EndedTurn[] = [];
      for (const row of this.rows.values()) {
        if (conversationId !== null && row.conversationId !== conversationId) continue;
        if (row.status !== "running" || row.leaseUntil > this.#clock.now()) continue;
        row.status = "interrupted";
        ended.push({ turnId: row.turnId, conversationId: row.conversationId });
      }
      return ended;
    });
  }

  turn(turnId: TurnId): Promise<StoredTurn | null> {
    return this.#answer(() => {
      const row = this.rows.get(turnId);
      return row === undefined ? null : this.#stored(row);
    });
  }

  chunksAfter(turnId: TurnId, n: number): Promise<{ running: boolean; chunks: StoredChunk[] } | null> {
    return this.#answer(() => {
      const row = this.rows.get(turnId);
      if (row === undefined) return null;
      if (row.status !== "running") return { running: false, chunks: [] };
      return { running: true, chunks: [...row.chunks.values()].filter((chunk) => chunk.n > n) };
    });
  }

  text(turnId: TurnId, kind: "delta" | "thinking" = "delta"): string {
    const chunks = [...(this.rows.get(turnId)?.chunks.values() ?? [])].sort((a, b) => a.n - b.n);
    return chunks.map((chunk) => (chunk.kind === kind ? chunk.text : "")).join("");
  }

  #known({ clientMessageId, bodyHash }: KnownTurn): BegunTurn | null {
    for (const row of this.rows.values()) {
      if (row.clientMessageId !== clientMessageId) continue;
      if (row.bodyHash !== bodyHash) throw new AppError("message_id_reused", "Another message has it.");
      return this.#begun(row, "replayed");
    }
    return null;
  }

  #answer<T>(work: () => T): Promise<T> {
    return Promise.resolve().then(() => {
      if (this.down) throw new AppError("database_unavailable", "The database cannot be reached.");
      const result = work();
      if (this.loseAnswers === 0) return result;
      this.loseAnswers -= 1;
      throw new AppError("database_unavailable", "The answer got lost.");
    });
  }

  #insert(
    input: Pick<BeginTurn, "clientMessageId" | "bodyHash" | "content" | "tokens" | "leaseSeconds"> &
      Partial<Pick<BeginTurn, "conversationId">>,
  ): Row {
    const createdAt = new Date(this.#clock.now()).toISOString();
    const seq = (this.windowRows[0]?.seq ?? 0) + 1;
    const row: Row = {
      turnId: newTurnId(),
      conversationId: input.conversationId ?? newConversationId(),
      clientMessageId: input.clientMessageId,
      bodyHash: input.bodyHash,
      status: "running",
      leaseUntil: this.#clock.now() + input.leaseSeconds * 1_000,
      fence: 1,
      stopRequested: false,
      userMessage: {
        id: newMessageId(),
        seq,
        tokenCount: input.tokens,
        content: input.content,
        createdAt,
      },
      replyId: newMessageId(),
      replySeq: seq + 1,
      chunks: new Map(),
      finish: null,
    };
    this.rows.set(row.turnId, row);
    return row;
  }

  #begun(row: Row, status: BegunTurn["status"]): BegunTurn {
    return {
      status,
      turnId: row.turnId,
      fence: row.fence,
      conversation: {
        ...conversation(row.conversationId),
        messageCount: this.windowRows.length + 2,
      },
      userMessage: row.userMessage,
      reply: { id: row.replyId, seq: row.replySeq, status: "streaming" },
      windowRows: this.windowRows,
      ...this.around,
      interrupted: this.interrupted,
      rate: this.granted,
    };
  }

  #stored(row: Row): StoredTurn {
    const { finish } = row;
    const status: MessageStatus = row.status === "running" ? "streaming" : row.status;
    const ended = row.status !== "running";
    return {
      turnId: row.turnId,
      conversationId: row.conversationId,
      status: row.status,
      error: finish?.error ?? null,
      userMessage: row.userMessage,
      replyFamily: "openai-o200k",
      thinking: ended ? this.#thinking(row) : null,
      reply: {
        id: row.replyId,
        conversationId: row.conversationId,
        turnId: row.turnId,
        clientMessageId: null,
        seq: row.replySeq,
        role: "assistant",
        kind: "chat",
        content: ended ? this.text(row.turnId) : "",
        tokenCount: finish?.replyTokens ?? 0,
        status,
        model: "offline",
        supersededBy: null,
        pinned: false,
        muted: false,
        compressed: false,
        revision: ended ? 2 : 1,
        createdAt: row.userMessage.createdAt,
        metadata: metadataOf(finish),
      },
    };
  }

  #thinking(row: Row): StoredTurn["thinking"] {
    const text = this.text(row.turnId, "thinking");
    const { thinkingTokens: tokenCount = 0, thinkingMs: ms = null } = row.finish ?? {};
    return text === "" ? null : { text, tokenCount, ms };
  }
}

function metadataOf(finish: FinishTurn | null): MessageMetadata {
  if (finish === null) return {};
  return { finishReason: finish.finishReason, ...(finish.usage ? { usage: finish.usage } : {}) };
}
