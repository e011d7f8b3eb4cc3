"use client";

import { useAgents, useModels } from "@/lib/client/hooks/use-settings";
import { useProfile } from "@/lib/client/hooks/use-profile";
import type { Agent, Conversation, ModelInfo } from "@/types/chat";
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
  const agents = useAgents().data;
  const providers = useModels().data;
  const { profile } = useProfile();
  const agent = agentOf(agents, row?.agentId ?? profile.defaultAgentId);
  const provider = providers ? providerOf(agent?.provider ?? null, providers) : null;
  const agentModel = agent?.model ?? provider?.defaultModel ?? null;
  const id = row?.model ?? agentModel;
  return {
    agentName: agent?.name ?? "Assistant",
    modelName: id === null ? null : shortModelName(id),
    agentModel,
    models: provider?.models ?? NONE,
    info: modelById(id, provider),
  };
}

function agentOf(agents: readonly Agent[] | null, id: string | null): Agent | null {
  return agents?.find((agent) => agent.id === id) ?? agents?.[0] ?? null;
}
