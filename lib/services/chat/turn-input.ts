import type { PlannedSettings } from "@/lib/ports/turn-settings";

/** `seq`: of the message where it is stored already; pinned messages after it do not go with it. */
export type TurnInput = { settings: PlannedSettings; message: string; seq: number | null };
