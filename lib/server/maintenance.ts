import type { IdleGuests } from "@/lib/ports/idle-guests";
import type { IndexStore } from "@/lib/ports/index-store";
import { backFill } from "@/lib/services/search/back-fill";
import type { Logger } from "./log";
import { services } from "./services";

const DAY_MS = 86_400_000;
/** Long enough after a start that nobody waits for it. */
const FIRST_AFTER_MS = 60_000;
const GUESTS_LEAVE_AFTER_DAYS = 30;
const FILL_EVERY_MS = 30_000;
/** In one go, so that requests get their turn in between. */
const FILL_AT_ONCE = 500;

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
  fillIndex();
}

/** What the search index lacks is indexed bit by bit; where there is more, the next bit follows at once. */
function fillIndex(): void {
  const { indexStore, log } = services();
  const again = (afterMs: number) => {
    setTimeout(() => {
      void fillSome(indexStore, log).then((done) => again(done === FILL_AT_ONCE ? 1_000 : FILL_EVERY_MS));
    }, afterMs).unref();
  };
  again(5_000);
}

/** Answers how many messages were indexed. Never throws. */
export async function fillSome(index: IndexStore, log: Logger): Promise<number> {
  try {
    const done = await backFill({ index }, FILL_AT_ONCE);
    if (done > 0) log.info({ messages: done }, "maintenance.indexed");
    return done;
  } catch (error) {
    log.warn({ err: error }, "maintenance.index_failed");
    return 0;
  }
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
