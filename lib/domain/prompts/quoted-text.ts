/** What the system message quotes; the offline model reads it instead of the blocks. */
export type Quote = {
  role: "user" | "assistant";
  content: string;
  saidAt: string | null;
  /** A memory: what the user has said, as it holds now. */
  remembered?: boolean;
};

/** A text and its bare tokens in the encoding of the call's family. */
export type CountedText = { text: string; tokens: number };
