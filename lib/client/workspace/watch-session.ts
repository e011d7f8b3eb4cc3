import type { SupabaseClient } from "@supabase/supabase-js";
import type { UserId } from "@/types/ids";

/**
 * Calls `onGone` when this browser is no longer signed in as `userId`: signed out, or in as someone else, here or in
 * another tab. Cookies are shared, so requests of this tab would then act for somebody else.
 */
export function watchSession(
  load: () => Promise<SupabaseClient>,
  userId: UserId,
  onGone: () => void,
): () => void {
  let stop: (() => void) | null = null;
  let stopped = false;
  load()
    .then((client) => {
      if (stopped) return;
      const { data } = client.auth.onAuthStateChange((event, session) => {
        const other = session !== null && session.user.id !== (userId as string);
        if (event === "SIGNED_OUT" || other) onGone();
      });
      stop = () => data.subscription.unsubscribe();
    })
    // Live sync meets the same failure, tries again and shows it.
    .catch(() => undefined);
  return () => {
    stopped = true;
    stop?.();
  };
}
