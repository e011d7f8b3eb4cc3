"use client";

import { useDocumentTitle } from "@/lib/client/hooks/use-conversation-list";
import { PageHeader } from "@/components/shell/page-header";
import { AccountSection } from "./account-section";
import { AgentSection } from "./agent-section";
import { DefaultsSection } from "./defaults-section";
import { ModelsSection } from "./models-section";
import { RecallSection } from "./recall-section";
import { ThemeSection } from "./theme-section";

/** What holds for all conversations. A conversation's own settings are in its header. */
export function SettingsScreen() {
  useDocumentTitle("Settings · Throughline");
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <PageHeader name="Settings" />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-[50.75rem] px-9 pt-9 pb-16 max-sm:px-[18px] max-sm:pt-5 max-sm:pb-12">
          <h1 className="font-serif text-2xl font-[480] tracking-[-0.012em]">Settings</h1>
          <ThemeSection />
          <AgentSection />
          <DefaultsSection />
          <ModelsSection />
          <RecallSection />
          <AccountSection />
        </div>
      </div>
    </main>
  );
}
