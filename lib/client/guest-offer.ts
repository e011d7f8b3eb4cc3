import { deviceStore, readJson } from "./browser-storage";

/** The token of a guest session that was left for an account: the proof that its conversations may be brought along. */
type GuestOffer = { token: string; /** Seconds since the epoch. */ expiresAt: number };

const KEY = "throughline:guest-offer";

export function keepGuestToken(token: string, expiresAt: number | null): void {
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  deviceStore.set(KEY, JSON.stringify({ token, expiresAt: expiresAt ?? inAnHour }));
}

export function forgetGuestToken(): void {
  deviceStore.remove(KEY);
}

/** The token while it can still be used. */
export function guestToken(): string | null {
  const offer = readJson(deviceStore, KEY, isOffer);
  if (offer && offer.expiresAt * 1_000 > Date.now()) return offer.token;
  if (offer) forgetGuestToken();
  return null;
}

function isOffer(value: unknown): value is GuestOffer {
  if (typeof value !== "object" || value === null) return false;
  return (
    "token" in value &&
    typeof value.token === "string" &&
    "expiresAt" in value &&
    typeof value.expiresAt === "number"
  );
}
