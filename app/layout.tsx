import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppProviders } from "@/components/shell/app-providers";
import { runtimeConfig } from "@/lib/server/runtime-config";
import { fontVariables } from "./fonts";
import { forcedTheme } from "./forced-theme";
import "./globals.css";

export const metadata: Metadata = {
  title: "Throughline",
  description: "A chat workspace whose conversations remember, under a token budget you can see.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  // The canvas of each theme, so that a phone's own bars go with it.
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfbf9" },
    { media: "(prefers-color-scheme: dark)", color: "#191816" },
  ],
};

/** The theme comes from a cookie, so that the first paint already has it; no script runs before it. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = forcedTheme(await cookies());
  return (
    <html lang="en" className={fontVariables} {...(theme ? { "data-theme": theme } : {})}>
      <body>
        <AppProviders config={runtimeConfig()}>{children}</AppProviders>
      </body>
    </html>
  );
}
