import type { ServerResponse } from "node:http";
import type { FakeTurn } from "./fake-turn";

export type StreamFaults = {
  /** After how many bytes each coming stream is cut; streams beyond the list are whole. */
  cuts: number[];
  /** Sends every event twice. */
  twice: boolean;
  openStreams: number;
};

const PIECE = 6;

/** The turn's event stream as the real server sends it, in short pieces. */
export async function streamTurn(
  response: ServerResponse,
  turn: FakeTurn,
  from: { offset: number; replayed: boolean; greet: boolean },
  faults: StreamFaults,
): Promise<void> {
  const write = cutWriter(response, faults);
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  faults.openStreams += 1;
  response.on("close", () => (faults.openStreams -= 1));
  write(": still here\n\n");
  if (from.greet) write(frame("accepted", accepted(turn, from.replayed)));
  for (const [type, data] of turn.before) write(frame(type, data));
  let at = from.offset;
  for (;;) {
    while (at < turn.written) {
      const text = turn.text.slice(at, Math.min(at + PIECE, turn.written));
      write(frame("delta", { offset: at, text, tokens: at + text.length }));
      at += text.length;
    }
    if (!turn.running || response.destroyed) break;
    await turn.changed();
  }
  write(frame(...last(turn)));
  response.end();
}

function accepted(turn: FakeTurn, replayed: boolean) {
  const { id, seq, tokenCount } = turn.user;
  const userMessage = { id, seq, tokenCount };
  const reply = { replyId: turn.reply.id, replySeq: turn.reply.seq };
  return { conversationId: turn.user.conversationId, turnId: turn.id, userMessage, ...reply, replayed };
}

function last(turn: FakeTurn): [string, unknown] {
  if (turn.error) return ["error", turn.error];
  const { id, revision, status, tokenCount } = turn.reply;
  return ["done", { replyId: id, revision, status, tokenCount, usage: null, finishReason: "stop" }];
}

function frame(type: string, data: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function cutWriter(response: ServerResponse, faults: StreamFaults): (text: string) => void {
  let left = faults.cuts.shift() ?? Infinity;
  return (text) => {
    const bytes = Buffer.from(faults.twice && text.startsWith("event: delta") ? text + text : text);
    if (response.destroyed || left <= 0) return;
    if (bytes.length <= left) response.write(bytes);
    // The socket ends only after what was sent has left, as with a real connection that breaks later.
    else response.write(bytes.subarray(0, left), () => response.destroy());
    left -= bytes.length;
  };
}
