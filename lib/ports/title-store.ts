import type { ConversationId, UserId } from "@/types/ids";

/** Titles that nobody wrote, under the service role. */
export type TitleStore = {
  /** Only while the title is still `expected` and no user has set one; false otherwise. */
  setAuto(input: {
    owner: UserId;
    conversationId: ConversationId;
    expected: string;
    title: string;
  }): Promise<boolean>;
};
