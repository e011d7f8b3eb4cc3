import { AppError } from "@/lib/domain/errors";
import { isKnownHost, isOwnOrigin, type OwnNames } from "../front/known-hosts";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Where guests are off they are refused anything that makes or changes: a hosted project may let them sign in all the
 * same. What they have they can still read, delete, and take along to an account.
 */
export function requireGuestsAllowed(
  request: Request,
  caller: { isGuest: boolean },
  env: { guests: boolean },
): void {
  if (env.guests || !caller.isGuest || READING.has(request.method) || request.method === "DELETE") return;
  throw new AppError(
    "forbidden",
    "Guests are off on this server. Create an account to go on: what you wrote is kept.",
  );
}

/** The Host a request was sent to. */
export function hostOf(request: Request): string {
  return request.headers.get("host") ?? new URL(request.url).host;
}

/** Throws `forbidden` when a request was sent to a name that is not ours. */
export function requireKnownHost(request: Request, own: OwnNames): void {
  if (isKnownHost(hostOf(request), own)) return;
  throw new AppError(
    "forbidden",
    "This server does not answer under that name. Its operator can add the name to THROUGHLINE_ORIGINS.",
  );
}

/**
 * A browser adds its cookies to requests that foreign pages make. Those cannot send JSON without asking first, and
 * cannot choose their Origin: throws `forbidden` when either is not ours. Reading needs neither.
 */
export function requireOwnPage(request: Request, own: OwnNames): void {
  if (READING.has(request.method)) return;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new AppError("forbidden", "Changes need the content type application/json.");
  }
  if (!isOwnOrigin(request.headers.get("origin"), hostOf(request), own)) {
    throw new AppError("forbidden", "Changes must come from a page of this server.");
  }
}
