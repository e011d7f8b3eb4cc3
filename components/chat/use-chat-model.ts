"use client";

import { useProfile } from "@/lib/client/hooks/use-profile";
import { useAgents, useModels } from "@/lib/client/hooks/use-settings";
import type { Agent, Conversation, ModelInfo, ProviderStatus } from "@/types/chat";
import { modelById, providerOf, shortModelName } from "./model-options";

export type ChatModel = {
  agentName: string;
  /** Short, as shown; null until it is known. */
  modelName: string | null;
  /** The model that stands in where the conversation names none. */
  agentModel: string | null;
  models: readonly ModelInfo[];
  info: ModelInfo | null;
};

const NONE: readonly ModelInfo[] = [];

/** Which agent and which model answer in a conversation (null: in a new one). */
export function useChatModel(row: Conversation | null): ChatModel {
  const agents = useAgents().data ?? [];
  const providers = useModels().data ?? [];
  const { profile } = useProfile();
  const wanted = row ? row.agentId : profile.defaultAgentId;
  const agent = agents.find(({ id }) => id === wanted) ?? agents[0] ?? null;
  return chatModel(row?.model ?? null, agent, providers);
}

function chatModel(
  model: string | null,
  agent: Agent | null,
  providers: readonly ProviderStatus[],
): ChatModel {
  const provider = providerOf(agent ? agent.provider : null, providers);
  const agentModel = agent?.model ?? provider?.defaultModel ?? null;
  const id = model ?? agentModel;
  return {
    agentName: agent ? agent.name : "Assistant",
    modelName: id === null ? null : shortModelName(id),
    agentModel,
    models: provider ? provider.models : NONE,
    info: modelById(id, provider),
  };
}
