import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { NewConversation } from "@/lib/ports/conversation-store";
import { createConversation } from "@/lib/services/conversations/create-conversation";
import type { Agent, Conversation } from "@/types/chat";
import type { AgentId } from "@/types/ids";
import { aConversation, anAgent } from "../sample-rows";

const first = anAgent();
const second = anAgent({ provider: "offline" });

function world(
  options: { stored?: Conversation[]; foreign?: boolean; defaultAgentId?: AgentId | null } = {},
) {
  const stored = new Map((options.stored ?? []).map((each) => [each.id as string, each]));
  return {
    stored,
    deps: {
      conversations: {
        find: (id: string) => Promise.resolve(stored.get(id) ?? null),
        create: (input: NewConversation): Promise<Conversation | null> => {
          if (options.foreign) return Promise.resolve(null);
          const made = aConversation(input as Partial<Conversation>);
          stored.set(made.id, made);
          return Promise.resolve(made);
        },
      },
      agents: {
        find: (id: string) =>
          Promise.resolve<Agent | null>([first, second].find((each) => each.id === id) ?? null),
        list: () => Promise.resolve([first, second]),
      },
      profile: {
        read: () =>
          Promise.resolve({
            id: first.id as never,
            email: null,
            isGuest: true,
            theme: "system" as const,
            locale: null,
            defaultAgentId: options.defaultAgentId ?? null,
          }),
      },
      models: {
        requireOffered: (provider: string | null, model: string) =>
          model === `${provider ?? "default"}-model`
            ? Promise.resolve()
            : Promise.reject(new AppError("invalid_input", "That model is not offered.")),
      },
    },
  };
}

const input = { id: aConversation().id, agentId: null, maxTokens: 8_000 };

describe("a new conversation", () => {
  it("has the user's default agent, else their first", async () => {
    const chosen = await createConversation(world({ defaultAgentId: second.id }).deps, input);
    expect(chosen).toMatchObject({ created: true, conversation: { agentId: second.id, maxTokens: 8_000 } });
    expect((await createConversation(world().deps, input)).conversation.agentId).toBe(first.id);
  });

  it("is not made twice: the same id answers with the one that is there", async () => {
    const { deps, stored } = world();
    const once = await createConversation(deps, { ...input, title: "First" });
    const again = await createConversation(deps, { ...input, title: "Second" });
    expect(again).toEqual({ conversation: once.conversation, created: false });
    expect(stored.size).toBe(1);
  });

  it("does not tell that an id is somebody else's", async () => {
    const { deps } = world({ foreign: true });
    await expect(createConversation(deps, input)).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes a model only from its own agent's provider", async () => {
    const { deps, stored } = world();
    const wrong = { ...input, agentId: second.id, model: "default-model" };
    await expect(createConversation(deps, wrong)).rejects.toMatchObject({ code: "invalid_input" });
    expect(stored.size).toBe(0);
    const right = await createConversation(deps, { ...wrong, model: "offline-model" });
    expect(right.conversation.model).toBe("offline-model");
  });

  it("refuses an agent that is not the user's", async () => {
    const foreign = { ...input, agentId: anAgent().id };
    await expect(createConversation(world().deps, foreign)).rejects.toMatchObject({ code: "not_found" });
  });
});
