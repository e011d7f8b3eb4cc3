import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { AgentChanges } from "@/lib/ports/agent-store";
import { updateAgent } from "@/lib/services/agents/update-agent";
import type { Agent } from "@/types/chat";
import { anAgent } from "../sample-rows";

function world(agent: Agent) {
  const asked: [string | null, string][] = [];
  return {
    asked,
    deps: {
      agents: {
        find: (id: string) => Promise.resolve(id === agent.id ? agent : null),
        update: (id: string, changes: AgentChanges) =>
          Promise.resolve(id === agent.id ? ({ ...agent, ...changes } as Agent) : null),
      },
      models: {
        requireOffered: (provider: string | null, model: string) => {
          asked.push([provider, model]);
          return model === "gone"
            ? Promise.reject(new AppError("invalid_input", "That model is not offered."))
            : Promise.resolve();
        },
      },
    },
  };
}

describe("changing an agent", () => {
  const agent = anAgent({ provider: "groq", model: "big" });

  it("asks no provider about a new prompt", async () => {
    const { deps, asked } = world(agent);
    expect(await updateAgent(deps, agent.id, { systemPrompt: "Rhyme." })).toMatchObject({
      systemPrompt: "Rhyme.",
    });
    expect(asked).toEqual([]);
  });

  it("checks a new model with the provider that the agent has, or will have", async () => {
    const { deps, asked } = world(agent);
    await updateAgent(deps, agent.id, { model: "small" });
    await updateAgent(deps, agent.id, { provider: "offline", model: "offline" });
    expect(asked).toEqual([
      ["groq", "small"],
      ["offline", "offline"],
    ]);
    await expect(updateAgent(deps, agent.id, { model: "gone" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("falls back to the default model when only the provider changes", async () => {
    const { deps, asked } = world(agent);
    expect(await updateAgent(deps, agent.id, { provider: "offline" })).toMatchObject({
      provider: "offline",
      model: null,
    });
    expect(asked).toEqual([]);
    expect(await updateAgent(deps, agent.id, { provider: "groq" })).toMatchObject({ model: "big" });
  });

  it("does not tell a missing agent from somebody else's", async () => {
    const { deps } = world(agent);
    const other = anAgent().id;
    for (const changes of [{ name: "x" }, { model: "small" }]) {
      await expect(updateAgent(deps, other, changes)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
