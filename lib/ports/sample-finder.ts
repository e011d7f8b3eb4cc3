import type { Conversation } from "@/types/chat";

/** The caller's sample conversation, the newest if there are several; null where it was never made, or is deleted. */
export type SampleFinder = { find(): Promise<Conversation | null> };
