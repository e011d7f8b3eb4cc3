/** Guests who have left: no sign-in, no message and no change of settings for a while. */
export type IdleGuests = {
  /** Removes those without a sign of life since `before` (ISO 8601), with all that is theirs; answers how many. */
  remove(before: string): Promise<number>;
};
