/** Numbers, ids and codes only: never content, an e-mail address or a secret. */
export type LogFields = Record<string, string | number | boolean | null>;

export type Log = (level: "info" | "warn" | "error", message: string, fields?: LogFields) => void;

/** One JSON object a line on standard error, in the field names that pino uses. */
export const logLine: Log = (level, message, fields = {}) => {
  const record = { level, time: new Date().toISOString(), name: "stack", ...fields, msg: message };
  process.stderr.write(`${JSON.stringify(record)}\n`);
};
