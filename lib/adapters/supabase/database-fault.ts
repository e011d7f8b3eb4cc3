import { AppError } from "@/lib/domain/errors";
import type { ErrorCode } from "@/types/errors";

/** What PostgREST or the network said, kept as a cause: its codes, and none of its words, which may quote content. */
export class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";
  readonly code: string;

  constructor(code: string, status: number) {
    super(`The database answered ${code === "" ? "nothing" : code} with status ${status}.`);
    this.code = code;
  }
}

type Refusal = { code?: string | null; message: string; details?: string | null };

type Meaning = readonly [ErrorCode, string];

const NOTHING_THERE = "There is nothing here with that id.";
const SIGN_IN = "You are not signed in, or your session has ended. Sign in again.";
const AWAY = "The database cannot be reached. Try again in a moment.";

/** Codes that our own functions raise as the whole message. */
const RAISED = new Map<string, Meaning>([
  ["not_found", ["not_found", NOTHING_THERE]],
  ["unauthenticated", ["unauthenticated", SIGN_IN]],
  ["invalid_input", ["invalid_input", "The database refused that value."]],
  [
    "turn_in_progress",
    ["turn_in_progress", "A reply is being written there. Wait until it is done, or stop it."],
  ],
  [
    "cap_reached",
    ["invalid_input", "There is no room for more of these. Delete some that you no longer need."],
  ],
]);

/** The first that fits decides. `42501` is also what touching somebody else's row answers with: it is not told apart. */
const BY_CODE: readonly [RegExp, Meaning][] = [
  [/^PGRST30[0-3]$/, ["unauthenticated", SIGN_IN]],
  [/^(PGRST116|P0002|42501|23503)$/, ["not_found", NOTHING_THERE]],
  // Connection, resources, operator intervention, system error, rolled back for another transaction.
  [/^(08|53|57|58|40|XX|PGRST00\d)/, ["database_unavailable", AWAY]],
  [/^(22|23|PGRST10\d)/, ["invalid_input", "The database refused that value."]],
  [/^([0-9A-Z]{5}|PGRST\d+)$/, ["internal", "Something went wrong on our side. Nothing you wrote was lost."]],
];

/** What a failed call to the database means to the caller. */
export function databaseError(refusal: Refusal, status: number): AppError {
  const [code, message] = meaningOf(refusal, status);
  return new AppError(code, message, { cause: new DatabaseFault(refusal.code ?? "", status) });
}

function meaningOf(refusal: Refusal, status: number): Meaning {
  const raised = RAISED.get(refusal.message);
  if (raised) return raised;
  if (status === 401) return ["unauthenticated", SIGN_IN];
  for (const [pattern, meaning] of BY_CODE) {
    if (pattern.test(refusal.code ?? "")) return meaning;
  }
  // No code of the database's: nothing listens, a deadline has passed, or a gateway answered in its place.
  return ["database_unavailable", AWAY];
}

type Answer = { data: unknown; error: Refusal | null; status: number };

/** The data of an answer from supabase-js. Throws an AppError where there is none. */
export function dataOf<A extends Answer>(answer: A): Extract<A, { error: null }>["data"] {
  if (answer.error) throw databaseError(answer.error, answer.status);
  return answer.data;
}
