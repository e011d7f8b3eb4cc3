import type { Theme } from "@/types/chat";

/** Read by the server before the first paint. Cookies ignore ports; a theme may be shared by two installations. */
export const THEME_COOKIE = "throughline-theme";

const YEAR_S = 31_536_000;

/** Shows a theme now and keeps it for the next page. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
