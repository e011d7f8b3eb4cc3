"use client";

import { useProfile } from "@/lib/client/hooks/use-profile";
import { useAgents, useSaveAgent } from "@/lib/client/hooks/use-settings";
import { DefaultsForm } from "./defaults-form";
import { Section } from "./section";

/** What a new conversation starts with: the agent's wish, else the user's, else the server's. */
export function DefaultsSection() {
  const { profile, save } = useProfile();
  const { data: agents } = useAgents();
  const saveAgent = useSaveAgent();
  const agent = agents?.[0];
  return (
    <Section
      id="context"
      title="Context defaults"
      lede="What a new conversation starts with. Each can decide otherwise."
    >
      <div className="grid max-w-[26rem] gap-7">
        <DefaultsForm
          legend="Yours"
          value={profile.defaults}
          standIn="the server"
          onSave={(defaults) => save({ defaults })}
        />
        {agent && (
          <DefaultsForm
            legend={agent.name}
            value={agent.defaults}
            standIn="you"
            onSave={(defaults) => saveAgent(agent.id, { defaults })}
          />
        )}
      </div>
    </Section>
  );
}
