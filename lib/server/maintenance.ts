import type { IdleGuests } from "@/lib/ports/idle-guests";
import type { Logger } from "./log";
import { services } from "./services";

const DAY_MS = 86_400_000;
/** Long enough after a start that nobody waits for it. */
const FIRST_AFTER_MS = 60_000;
const GUESTS_LEAVE_AFTER_DAYS = 30;

/** Once a day, for as long as the process lives: guests who have been away for 30 days leave for good. */
export function startMaintenance(): void {
  const { idleGuests, log } = services();
  const again = (afterMs: number) => {
    setTimeout(() => {
      void removeIdleGuests(idleGuests, log, Date.now()).finally(() => again(DAY_MS));
    }, afterMs).unref();
  };
  log.info({ days: GUESTS_LEAVE_AFTER_DAYS }, "maintenance.idle_guests_leave");
  again(FIRST_AFTER_MS);
}

/** Never throws: what fails today is done tomorrow. */
export async function removeIdleGuests(idleGuests: IdleGuests, log: Logger, now: number): Promise<void> {
  const before = new Date(now - GUESTS_LEAVE_AFTER_DAYS * DAY_MS).toISOString();
  try {
    const guests = await idleGuests.remove(before);
    if (guests > 0) log.info({ guests, before }, "maintenance.idle_guests_left");
  } catch (error) {
    log.warn({ err: error }, "maintenance.failed");
  }
}
