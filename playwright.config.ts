import { defineConfig } from "@playwright/test";
import { LAUNCH } from "./tests/support/chromium";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: ".build/browser-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: ".build/reports/browser.json" }]],
  globalSetup: "./tests/support/browser-setup.ts",
  use: {
    viewport: { width: 1280, height: 800 },
    trace: "off",
    launchOptions: LAUNCH,
  },
});
