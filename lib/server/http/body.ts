import type { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import { findUnstorable } from "@/lib/domain/unstorable-text";
import { LIMITS } from "@/types/api";

const MAX_ISSUES = 20;
const MAX_ISSUE_CHARACTERS = 200;

/** The JSON body, as the schema has it. Throws `too_large`, `invalid_input` or `cannot_store`. */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const value = parseJson(await readText(request));
  const body = check(schema, value);
  refuseUnstorable(body, []);
  return body;
}

/** The query string, as the schema has it. Each name may come once. Throws `invalid_input` or `cannot_store`. */
export function readQuery<S extends z.ZodType>(request: Request, schema: S): z.output<S> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (Object.hasOwn(values, name)) throw invalid([{ path: name, message: "is given twice" }]);
    values[name] = value;
  }
  const query = check(schema, values);
  refuseUnstorable(query, []);
  return query;
}

/** An id from the path. What cannot be an id names nothing: throws `not_found`. */
export function readParam<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("not_found", "There is nothing here with that id.");
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > LIMITS.bodyBytes) throw tooLarge();
  if (request.body === null) return "";
  // Fatal, so that bytes that are no UTF-8 are refused instead of stored as U+FFFD.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let text = "";
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > LIMITS.bodyBytes) throw tooLarge();
      text += decoder.decode(value, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    if (error instanceof AppError) throw error;
    throw new AppError("invalid_input", "The body could not be read as UTF-8 text.", { cause: error });
  }
}

function tooLarge(): AppError {
  return new AppError("too_large", "The request is larger than 1 MiB.", {
    details: { limitBytes: LIMITS.bodyBytes },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid_input", "The body is not JSON.");
  }
}

type Issue = { path: string; message: string };

function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.slice(0, MAX_ISSUES).map((issue) => ({
      path: issue.path.map(String).join("."),
      message: issue.message.slice(0, MAX_ISSUE_CHARACTERS),
    })),
  );
}

function invalid(issues: Issue[]): AppError {
  const first = issues[0];
  const where = first?.path ? `${first.path.slice(0, MAX_ISSUE_CHARACTERS)}: ` : "";
  const message = first ? `The request is not valid. ${where}${first.message}.` : "The request is not valid.";
  return new AppError("invalid_input", message, { details: { issues } });
}

/** Walks what a schema has let through, so it is as shallow as the schema. */
function refuseUnstorable(value: unknown, path: string[]): void {
  if (typeof value === "string") {
    const found = findUnstorable(value);
    if (found === null) return;
    const message = `${path.join(".")} holds a character that cannot be stored (${found.what}) at position ${found.position}.`;
    throw new AppError("cannot_store", message, { details: { field: path.join("."), ...found } });
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) refuseUnstorable(inner, [...path, name]);
}
