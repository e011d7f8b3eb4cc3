/** How one model server is called in the sentences people read. */
export type ModelServer = {
  /** "Groq", or "The model server at 127.0.0.1:11434". Starts a sentence. */
  subject: string;
  keySetting: string;
  /** Whether a key is set; some servers need none. */
  hasKey: boolean;
  addressSetting: string;
};
