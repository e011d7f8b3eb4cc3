import { createRecallMarks } from "@/lib/adapters/supabase/recall-marks";
import type { Session } from "./session";

/** What marking recalled things needs, bound to one caller. */
export function recallMarksDeps({ supabase }: Pick<Session, "supabase">) {
  return { recallMarks: createRecallMarks(supabase) };
}
