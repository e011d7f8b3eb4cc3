import { AppError } from "@/lib/domain/errors";
import type { AccountWriter } from "@/lib/ports/account-writer";
import type { Identity, TokenVerifier } from "@/lib/ports/token-verifier";

type Deps = { accounts: Pick<AccountWriter, "adoptGuest">; verify: TokenVerifier };

/**
 * Brings a guest's conversations to the account that the caller is signed in to, and answers how many. Both sides
 * prove themselves by a token. Throws `forbidden` unless the one is a guest and the other is not.
 */
export async function adoptGuest(
  { accounts, verify }: Deps,
  owner: Identity,
  guestToken: string,
): Promise<number> {
  if (owner.isGuest) {
    throw new AppError("forbidden", "Sign in to an account first: a guest cannot take over another guest.");
  }
  const guest = await verify(guestToken);
  if (guest === null) {
    throw new AppError(
      "invalid_input",
      "The guest's session has ended, so its conversations cannot be moved.",
      {
        details: { issues: [{ path: "guestToken", message: "is not valid any more" }] },
      },
    );
  }
  // A guest who has become this very account has brought everything along.
  if (guest.userId === owner.userId) return 0;
  if (!guest.isGuest) throw new AppError("forbidden", "Only a guest's conversations can be moved.");
  return accounts.adoptGuest(guest.userId, owner.userId);
}
