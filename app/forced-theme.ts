import { THEME_COOKIE } from "@/components/shell/theme-cookie";

type Cookies = { get(name: string): { value: string } | undefined };

/** The theme somebody chose on this device; null follows the system. */
export function forcedTheme(cookies: Cookies): "light" | "dark" | null {
  const value = cookies.get(THEME_COOKIE)?.value;
  return value === "light" || value === "dark" ? value : null;
}
