"use client";

import { Check, Minus } from "lucide-react";
import { useModels } from "@/lib/client/hooks/use-settings";
import type { ProviderStatus } from "@/types/chat";
import { tokenFigure } from "@/components/context/token-figure";
import { shortModelName } from "@/components/chat/model-options";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { KeySteps } from "./how-to-add-key";
import { measuredWords } from "./measured-words";
import { Section } from "./section";

/** Which providers this server can use, and how to add one. Keys never reach a browser. */
export function ModelsSection() {
  const models = useModels();
  const { data, failure } = models;
  return (
    <Section title="Models" lede="Set up on the server. A key never reaches a browser.">
      {data && (
        <ul className="grid">
          {data.map((provider) => (
            <ProviderRow key={provider.id} provider={provider} />
          ))}
        </ul>
      )}
      {failure && (
        <Note tone="danger" role="alert">
          {failure.message}{" "}
          <Button size="sm" onClick={() => void models.reload()}>
            Read again
          </Button>
        </Note>
      )}
      <p className="mt-3 text-meta text-ink-3">
        <KeySteps />
      </p>
    </Section>
  );
}

function ProviderRow({ provider }: { provider: ProviderStatus }) {
  const { name, configured, isDefault, problem, models, listedBy } = provider;
  return (
    <li className="border-b border-line py-2.5 first:pt-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="inline-flex items-baseline gap-2 font-medium">
          <Icon
            of={configured ? Check : Minus}
            size={14}
            className={configured ? "self-center text-success" : "self-center text-ink-3"}
          />
          {name}
        </span>
        <span className="text-sm text-ink-3">
          {configured ? "set up" : "not set up"}
          {isDefault && ", answers by default"}
        </span>
      </div>
      {problem && <p className={`mt-1 text-sm ${configured ? "text-warning" : "text-ink-3"}`}>{problem}</p>}
      {configured && models.length > 0 && <ModelNames models={models} listedBy={listedBy} />}
    </li>
  );
}

function ModelNames({ models, listedBy }: Pick<ProviderStatus, "models" | "listedBy">) {
  return (
    <details className="mt-1 text-sm text-ink-2">
      <summary className="inline-block rounded py-0.5 text-ink-3 hover:text-ink">
        {models.length === 1 ? "1 model" : `${models.length} models`}
        {listedBy === "fallback" && ", from our own list: the provider could not be asked"}
      </summary>
      <ul className="num mt-1 grid gap-0.5">
        {models.map((model) => (
          <li key={model.id} className="flex flex-wrap justify-between gap-x-4 py-0.5">
            <span className="min-w-0 truncate">{shortModelName(model.name)}</span>
            <span className="text-ink-3">
              {tokenFigure(model.contextWindow)} window, {measuredWords(model)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
