import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { NewConversation } from "@/lib/ports/conversation-store";
import {
  createConversation,
  type CreateConversation,
} from "@/lib/services/conversations/create-conversation";
import type { Agent, ContextDefaults, Conversation } from "@/types/chat";
import type { AgentId } from "@/types/ids";
import { aConversation, anAgent, aProfile } from "../sample-rows";

const first = anAgent();
const second = anAgent({ provider: "offline" });
const thrifty = anAgent({ defaults: { maxTokens: 1_500 } });

function world(
  options: {
    stored?: Conversation[];
    foreign?: boolean;
    defaultAgentId?: AgentId | null;
    defaults?: ContextDefaults;
  } = {},
) {
  const stored = new Map((options.stored ?? []).map((each) => [each.id as string, each]));
  let asCreated: NewConversation | null = null;
  return {
    stored,
    asCreated: () => asCreated,
    deps: {
      conversations: {
        find: (id: string) => Promise.resolve(stored.get(id) ?? null),
        create: (input: NewConversation): Promise<Conversation | null> => {
          if (options.foreign) return Promise.resolve(null);
          asCreated = input;
          const made = aConversation(input as Partial<Conversation>);
          stored.set(made.id, made);
          return Promise.resolve(made);
        },
      },
      agents: {
        find: (id: string) =>
          Promise.resolve<Agent | null>([first, second, thrifty].find((each) => each.id === id) ?? null),
        list: () => Promise.resolve([first, second]),
      },
      profile: {
        read: () =>
          Promise.resolve(
            aProfile({ defaultAgentId: options.defaultAgentId ?? null, defaults: options.defaults ?? {} }),
          ),
      },
      maxContextTokens: 6_000,
      models: {
        requireOffered: (provider: string | null, model: string) =>
          model === `${provider ?? "default"}-model`
            ? Promise.resolve()
            : Promise.reject(new AppError("invalid_input", "That model is not offered.")),
      },
    },
  };
}

const input = { id: aConversation().id, agentId: null };

describe("a new conversation", () => {
  it("has the user's default agent, else their first", async () => {
    const chosen = await createConversation(world({ defaultAgentId: second.id }).deps, input);
    expect(chosen).toMatchObject({ created: true, conversation: { agentId: second.id } });
    expect((await createConversation(world().deps, input)).conversation.agentId).toBe(first.id);
  });

  it("leaves to the database what its agent or its user wishes, and names the server's budget where neither has one", async () => {
    const created = async (options: Parameters<typeof world>[0], asked: Partial<CreateConversation> = {}) => {
      const { deps, asCreated } = world(options);
      await createConversation(deps, { ...input, ...asked });
      return asCreated();
    };
    const own = { id: input.id, agentId: first.id };
    expect(await created({})).toEqual({ ...own, maxTokens: 6_000 });
    expect(await created({ defaults: { maxTokens: 2_000 } })).toEqual(own);
    expect(await created({}, { agentId: thrifty.id })).toEqual({ ...own, agentId: thrifty.id });
    expect(await created({ defaults: { maxTokens: 2_000 } }, { maxTokens: 3_000, windowSize: 40 })).toEqual({
      ...own,
      maxTokens: 3_000,
      windowSize: 40,
    });
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
