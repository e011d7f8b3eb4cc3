"use client";

import { useCallback } from "react";
import type { Agent, ProviderStatus } from "@/types/chat";
import type { AgentId } from "@/types/ids";
import type { AgentPatch } from "../api-client";
import { useResource, type ResourceView } from "./use-resource";
import { useWorkspace } from "./workspace-context";

/** The user's agents, read on first use. */
export function useAgents(): ResourceView<Agent[]> {
  return useResource(useWorkspace().agents);
}

/** Saves one agent's settings. Throws ApiFailure. */
export function useSaveAgent(): (id: AgentId, patch: AgentPatch) => Promise<void> {
  const { api, agents } = useWorkspace();
  return useCallback(
    async (id, patch) => {
      const { agent } = await api.patchAgent(id, patch);
      const others = agents.store.getState().data ?? [];
      agents.put(others.map((known) => (known.id === id ? agent : known)));
    },
    [api, agents],
  );
}

/** The providers that the server knows and their models, read on first use. */
export function useModels(): ResourceView<ProviderStatus[]> {
  return useResource(useWorkspace().models);
}
