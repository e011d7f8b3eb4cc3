import { randomUUID } from "node:crypto";
import { contextReport } from "../context-report";

export type FakeMessage = {
  id: string;
  conversationId: string;
  turnId: string;
  clientMessageId: string | null;
  seq: number;
  role: "user" | "assistant";
  kind: "chat";
  content: string;
  tokenCount: number;
  status: "complete" | "streaming" | "interrupted" | "stopped" | "failed";
  model: string;
  supersededBy: string | null;
  pinned: boolean;
  muted: boolean;
  compressed: boolean;
  revision: number;
  createdAt: string;
  metadata: Record<string, unknown>;
};

/** One turn of the fake server: its reply comes into being up to `written` UTF-16 units and can be held there. */
export class FakeTurn {
  readonly id = randomUUID();
  readonly user: FakeMessage;
  readonly reply: FakeMessage;
  readonly text: string;
  written: number;
  error: { code: string; message: string; retryable: boolean } | null = null;
  /** Events before the text, such as the call's own report. */
  before: [type: string, data: unknown][] = [["context", contextReport()]];
  #wake: (() => void)[] = [];

  constructor(user: FakeMessage, reply: FakeMessage, text: string, holdAt: number | null) {
    this.user = user;
    this.reply = reply;
    this.text = text;
    this.written = holdAt ?? text.length;
    if (holdAt === null) this.#finish("complete");
  }

  get running(): boolean {
    return this.reply.status === "streaming";
  }

  /** Lets the reply be written up to here. */
  write(to: number): void {
    this.written = to;
    this.#notify();
  }

  end(status: "complete" | "stopped" | "interrupted" | "failed" = "complete"): void {
    if (status === "complete") this.written = this.text.length;
    this.#finish(status);
    this.#notify();
  }

  changed(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #finish(status: "complete" | "stopped" | "interrupted" | "failed"): void {
    this.reply.status = status;
    this.reply.content = this.text.slice(0, this.written);
    this.reply.tokenCount = this.written;
    this.reply.revision += 1;
    if (this.error) this.reply.metadata["error"] = this.error;
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
