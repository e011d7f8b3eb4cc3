import { AppError } from "@/lib/domain/errors";

type Described = { type: string; message: string; code?: string; frames?: string[]; cause?: Described };

const MAX_MESSAGE = 300;
const MAX_CAUSES = 4;

/**
 * An error as a log line may hold it: its kind, a short message, our stack frames and its causes. Answers of the
 * database and of providers never get here whole, because their adapters keep only codes of them as the cause.
 */
export function describeError(thrown: unknown): Described {
  return describe(thrown, MAX_CAUSES);
}

function describe(thrown: unknown, causesLeft: number): Described {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: "not an Error" };
  const described: Described = { type: thrown.name, message: thrown.message.slice(0, MAX_MESSAGE) };
  const code = "code" in thrown ? thrown.code : undefined;
  if (typeof code === "string") described.code = code;
  // An AppError is thrown on purpose: where from says nothing that its code does not.
  if (!(thrown instanceof AppError)) described.frames = frames(thrown.stack);
  if (thrown.cause !== undefined && causesLeft > 0) described.cause = describe(thrown.cause, causesLeft - 1);
  return described;
}

function frames(stack: string | undefined): string[] {
  const lines = stack?.split("\n").map((line) => line.trim()) ?? [];
  return lines.filter((line) => line.startsWith("at ")).slice(0, 12);
}
