import type { AccountWriter } from "@/lib/ports/account-writer";
import { dataOf } from "./database-fault";
import type { ServiceClient } from "./service-client";

export function createAccountWriter(client: ServiceClient): AccountWriter {
  return {
    adoptGuest: async (guest, owner) =>
      dataOf(await client.rpc("adopt_guest", { p_guest: guest, p_owner: owner })),
  };
}
