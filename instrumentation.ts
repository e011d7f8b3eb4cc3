/** Runs once in every server process, before its first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { startBackgroundWork } = await import("./lib/server/background-work");
  startBackgroundWork();
}
