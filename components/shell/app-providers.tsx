"use client";

import type { ReactNode } from "react";
import { ConfigProvider } from "@/lib/client/hooks/config-context";
import type { RuntimeConfig } from "@/types/runtime-config";

/** What every page needs, signed in or not. */
export function AppProviders({ config, children }: { config: RuntimeConfig; children: ReactNode }) {
  return <ConfigProvider config={config}>{children}</ConfigProvider>;
}
