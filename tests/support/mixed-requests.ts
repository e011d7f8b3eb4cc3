import type { Account, Client, ClientChoice, TestStack } from "./stack";

export type Outcome = { requests: number; leaks: string[]; errors: string[] };

type Identity = { role: string; uid: string | null };

/**
 * Sends `rounds` × `width` requests, each round at once, as several users, as nobody and as the service role, and
 * compares who the database thought was asking with who asked. The fixtures' schema must be there.
 */
export async function mixedRequests(
  own: TestStack,
  choice: ClientChoice,
  { rounds, width }: { rounds: number; width: number },
): Promise<Outcome> {
  const users: Account[] = [];
  for (let n = 0; n < 4; n += 1) {
    const user = n % 2 === 0 ? await own.account(choice) : await own.guest(choice);
    const { error } = await user.client.from("notes").insert({ body: `secret of ${user.id}` });
    if (error !== null) throw error;
    users.push(user);
  }
  const anon = own.anon(choice);
  const service = own.service(choice);
  const outcome: Outcome = { requests: 0, leaks: [], errors: [] };
  for (let round = 0; round < rounds; round += 1) {
    const requests = Array.from({ length: width }, async (_, n) => {
      const user = users[n % users.length];
      if (user === undefined) return;
      outcome.requests += 1;
      const kind = (n + Math.floor(n / users.length)) % 5;
      if (kind === 0) await expectIdentity(outcome, anon, { role: "anon", uid: null });
      else if (kind === 1) await expectIdentity(outcome, service, { role: "service_role", uid: null });
      else if (kind === 2) await expectOwnRows(outcome, user);
      else await expectIdentity(outcome, user.client, { role: "authenticated", uid: user.id });
    });
    await Promise.all(requests);
  }
  return outcome;
}

async function expectIdentity(outcome: Outcome, client: Client, who: Identity): Promise<void> {
  const { data, error } = await client.rpc("whoami");
  if (error !== null) {
    outcome.errors.push(error.message);
    return;
  }
  const seen = data as Identity;
  if (seen.role !== who.role || seen.uid !== who.uid) {
    outcome.leaks.push(`${who.role} ${who.uid ?? ""} was taken for ${seen.role} ${seen.uid ?? ""}`);
  }
}

async function expectOwnRows(outcome: Outcome, user: Account): Promise<void> {
  const { data, error } = await user.client.from("notes").select("owner, body");
  if (error !== null) outcome.errors.push(error.message);
  for (const row of data ?? []) {
    if (row.owner !== user.id) outcome.leaks.push(`${user.id} was shown a row of ${String(row.owner)}`);
  }
  if (data?.length === 0) outcome.leaks.push(`${user.id} was not shown a row of its own`);
}
