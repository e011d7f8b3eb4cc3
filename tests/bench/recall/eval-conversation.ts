/** A conversation as the evaluation hands it out; its questions are withheld. */
export type EvalTurn = {
  id: string;
  index: number;
  session: number;
  turnInSession: number;
  /** ISO 8601; null where the data has none. */
  date: string | null;
  speaker: string;
  text: string;
  /** Of a picture that was sent along; "" without one. */
  caption: string;
};

export type EvalConversation = { id: string; speakers: readonly string[]; turns: readonly EvalTurn[] };

/** A turn as it is stored: chats between people keep who said it, captions stand as what a client would send. */
export type StoredTurn = {
  role: "user" | "assistant";
  author: string | null;
  content: string;
  saidAt: string;
};

const NO_DATE = "2020-01-01T00:00:00.000Z";

export function storedTurn(conversation: EvalConversation, turn: EvalTurn): StoredTurn {
  const chat = conversation.speakers.includes("user");
  const caption = turn.caption === "" ? "" : `[image: ${turn.caption}]`;
  return {
    role: turn.speaker === (chat ? "user" : conversation.speakers[0]) ? "user" : "assistant",
    author: chat ? null : turn.speaker,
    content: [turn.text, caption].filter((part) => part !== "").join(" "),
    saidAt: turn.date ?? NO_DATE,
  };
}
