import { parseArgs } from "node:util";
import { startFakeModel } from "./server";

const HELP = `Write [[fault:stall-mid]], [[fault:429 retry-after=20]] or [[words:500]] in a message to see other
replies. Ctrl-C ends it.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "54600" },
      "tokens-per-second": { type: "string", default: "100" },
      "first-token-ms": { type: "string", default: "300" },
      faults: { type: "boolean", default: false },
    },
  });
  const tokensPerSecond = Number(values["tokens-per-second"]);
  const firstTokenMs = Number(values["first-token-ms"]);
  const fake = await startFakeModel({
    port: Number(values.port),
    pace: { tokensPerSecond, firstTokenMs },
    listFaults: values.faults,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void fake.close().then(() => process.exit(0)));
  }
  console.log(`The fake model answers at ${tokensPerSecond} tokens a second.`);
  console.log("Put these two lines into .env.local and start the app again:\n");
  console.log(`GROQ_API_KEY=fake-key\nGROQ_BASE_URL=${fake.url}\n\n${HELP}`);
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const reason = taken ? "That port is taken: choose another with --port" : String(error);
  console.error(`The fake model could not start. ${reason}.`);
  process.exitCode = 1;
});
