"use client";

import { useAgents, useModels, useSaveAgent } from "@/lib/client/hooks/use-settings";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { AgentForm } from "./agent-form";
import { Section } from "./section";

/** Who answers: name, instructions, provider and model. */
export function AgentSection() {
  const agents = useAgents();
  const models = useModels();
  const save = useSaveAgent();
  const agent = agents.data?.[0];
  return (
    <Section title="Agent" lede="Its instructions are part of every call; the bar shows them as System.">
      {agent && (
        <AgentForm
          key={agent.id}
          agent={agent}
          providers={models.data ?? []}
          onSave={(patch) => save(agent.id, patch)}
        />
      )}
      {!agent && !agents.failure && (
        <div role="status" aria-label="Loading the agent">
          <Skeleton width="40%" />
          <Skeleton width="90%" />
          <Skeleton width="84%" />
        </div>
      )}
      {agents.failure && (
        <Note tone="danger" role="alert">
          {agents.failure.message}{" "}
          <Button size="sm" onClick={() => void agents.reload()}>
            Read again
          </Button>
        </Note>
      )}
    </Section>
  );
}
