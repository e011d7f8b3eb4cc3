import { parseArgs } from "node:util";
import type { ChatCall } from "./answer-chat";
import { USUAL_COUNTING, type Behaviour } from "./behaviour";
import { startFakeModel } from "./server";

const HELP = `Write [[fault:stall-mid]], [[fault:429 retry-after=20]] or [[words:500]] in a message to see other
replies. Every answered call is listed below with the SHA-256 of its messages, as its receipt names it.
Started with --percent-more 9 it counts 9 % more than we do, with --window 8192 it refuses what is longer, and
with --plan-tokens 8000 (--plan-ms 60000) what goes over that plan. Ctrl-C ends it.`;

type Flags = Partial<Record<"percent-more" | "preamble" | "window" | "plan-tokens" | "plan-ms", string>>;

function behaviourOf(flags: Flags): Behaviour {
  const number = (name: keyof Flags, usual: number) => Number(flags[name] ?? usual);
  const plan = { tokens: number("plan-tokens", 0), ms: number("plan-ms", 60_000) };
  return {
    counting: {
      preamble: number("preamble", USUAL_COUNTING.preamble),
      percentMore: number("percent-more", USUAL_COUNTING.percentMore),
    },
    window: flags.window === undefined ? null : Number(flags.window),
    plan: plan.tokens === 0 ? null : plan,
    caches: true,
  };
}

function list({ model, messages, promptTokens, maxTokens, hash }: ChatCall): void {
  const size = `${messages.length} messages, ${promptTokens ?? 0} tokens, reply at most ${maxTokens ?? "unlimited"}`;
  console.log(`${model}: ${size}, sha256 ${hash}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "54600" },
      "tokens-per-second": { type: "string", default: "100" },
      "first-token-ms": { type: "string", default: "300" },
      "percent-more": { type: "string" },
      preamble: { type: "string" },
      window: { type: "string" },
      "plan-tokens": { type: "string" },
      "plan-ms": { type: "string" },
      faults: { type: "boolean", default: false },
    },
  });
  const tokensPerSecond = Number(values["tokens-per-second"]);
  const firstTokenMs = Number(values["first-token-ms"]);
  const fake = await startFakeModel({
    port: Number(values.port),
    pace: { tokensPerSecond, firstTokenMs },
    listFaults: values.faults,
    behaviour: behaviourOf(values),
    onChat: list,
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
