import { randomUUID } from "node:crypto";
import { createServiceClient } from "@/lib/adapters/supabase/service-client";
import { indexText } from "@/lib/domain/retrieval/index-text";
import { createTurnSettingsReader } from "@/lib/adapters/supabase/turn-settings-reader";
import { createTurnWriter } from "@/lib/adapters/supabase/turn-writer";
import { createUserClient } from "@/lib/adapters/supabase/user-client";
import { clientMessageId, userId } from "@/types/api";
import type { Person } from "../../support/api";
import type { Environment } from "../../support/app";

/** Milliseconds of the two requests that come before a model call, made as the route makes them. */
export function roundTrips(stackUrl: string, env: Environment, person: Person): () => Promise<number> {
  const user = createUserClient(stackUrl, env["NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY"] ?? "", person.token);
  const settings = createTurnSettingsReader(user);
  const store = createTurnWriter(createServiceClient(stackUrl, env["SUPABASE_SECRET_KEY"] ?? ""));
  const many = 1_000_000_000;
  return async () => {
    const started = performance.now();
    const { agent } = await settings.forTurn(null, null);
    await store.begin({
      owner: userId.parse(person.id),
      conversationId: null,
      agentId: agent.id,
      maxTokens: 8_000,
      clientMessageId: clientMessageId.parse(randomUUID()),
      bodyHash: "bench",
      content: "Say this",
      tokens: 8,
      index: indexText("Say this", { saidAt: "2026-01-05T09:00:00Z", author: null }),
      temporary: false,
      tokenFamily: "gpt-oss",
      model: "openai/gpt-oss-120b",
      tokensReserved: 0,
      windowBudget: 5_000,
      floor: 0,
      expected: null,
      rate: null,
      leaseSeconds: 1,
      limits: {
        addressHash: null,
        perUser: many,
        perAddress: many,
        global: many,
        tokensADay: many,
        free: true,
      },
    });
    return performance.now() - started;
  };
}
