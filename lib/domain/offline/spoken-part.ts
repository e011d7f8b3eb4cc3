/** A message as the offline model sees it; mirrors what a model call holds. */
export type SpokenPart = {
  role: "system" | "user" | "assistant";
  content: string;
  /** ISO 8601, where it is known. */
  saidAt: string | null;
};
