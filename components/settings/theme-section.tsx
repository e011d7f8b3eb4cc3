"use client";

import { useState } from "react";
import { useProfile } from "@/lib/client/hooks/use-profile";
import type { Theme } from "@/types/chat";
import { applyTheme } from "@/components/shell/theme-cookie";
import { Section } from "./section";

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Light, dark, or whatever the system says; kept with the account and shown at once. */
export function ThemeSection() {
  const { profile, save } = useProfile();
  // Shown as chosen while it is being saved.
  const [chosen, setChosen] = useState<Theme | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const choose = async (theme: Theme) => {
    setFailure(null);
    setChosen(theme);
    applyTheme(theme);
    try {
      await save({ theme });
    } catch (thrown) {
      applyTheme(profile.theme);
      setFailure(thrown instanceof Error ? thrown.message : "That was not saved.");
    }
    setChosen(null);
  };
  return (
    <Section title="Theme">
      <fieldset>
        <legend className="sr-only">Theme</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {THEMES.map(({ value, label }) => (
            <label key={value} className="inline-flex min-h-8 items-center gap-2 max-sm:min-h-11">
              <input
                type="radio"
                name="theme"
                value={value}
                checked={(chosen ?? profile.theme) === value}
                onChange={() => void choose(value)}
                className="size-4 accent-accent"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      {failure && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {failure}
        </p>
      )}
    </Section>
  );
}
