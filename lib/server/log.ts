import pino, { type Logger } from "pino";
import { describeError } from "./describe-error";

export type { Logger } from "pino";

/** Names under which a secret or somebody's words could slip into a line. */
const WITHHELD = [
  "authorization",
  "cookie",
  "accessToken",
  "refreshToken",
  "guestToken",
  "apiKey",
  "secretKey",
  "password",
  "email",
  "content",
  "draft",
  "text",
].flatMap((name) => [name, `*.${name}`]);

/** One JSON line each on standard output. */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: WITHHELD, censor: "[withheld]" },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}
