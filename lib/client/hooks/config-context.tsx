"use client";

import { createContext, use, useMemo, type ReactNode } from "react";
import type { RuntimeConfig } from "@/types/runtime-config";
import { createAuth, type Auth } from "../auth";

const ConfigContext = createContext<{ config: RuntimeConfig; auth: Auth } | null>(null);

/** Hands the server's run-time settings to everything below it, signed in or not. */
export function ConfigProvider({ config, children }: { config: RuntimeConfig; children: ReactNode }) {
  const value = useMemo(() => ({ config, auth: createAuth(config) }), [config]);
  return <ConfigContext value={value}>{children}</ConfigContext>;
}

function useConfigContext() {
  const value = use(ConfigContext);
  if (!value) throw new Error("ConfigProvider is missing above this component.");
  return value;
}

export function useConfig(): RuntimeConfig {
  return useConfigContext().config;
}

/** Signing in and out; everything throws AuthFailure with a message that may be shown. */
export function useAuth(): Auth {
  return useConfigContext().auth;
}
