/** A turn of the sample as it is written here; counts and times come when it is imported. */
export type SampleTurn = {
  user: string;
  reply: string;
  /** The user's message is always in the call. */
  pinned?: true;
  /** Neither message is ever in a call. */
  muted?: true;
};
