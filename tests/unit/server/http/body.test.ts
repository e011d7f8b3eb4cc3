import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import { readJson, readParam, readQuery } from "@/lib/server/http/body";
import { conversationId } from "@/types/api";

const schema = z.strictObject({ text: z.string().max(10), tags: z.array(z.string()).optional() });

function post(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/api/x", { method: "POST", body, headers });
}

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw error;
}

describe("reading a body", () => {
  it("gives what the schema lets through", async () => {
    await expect(readJson(post('{"text":"hello"}'), schema)).resolves.toEqual({ text: "hello" });
  });

  it.each([
    ["nothing", null],
    ["an empty text", ""],
    ["half of JSON", '{"text":'],
    ["a number", "7"],
    ["null", "null"],
    ["an array", "[]"],
    ["a wrong type", '{"text":7}'],
    ["a missing field", "{}"],
    ["a field too many", '{"text":"a","role":"admin"}'],
    ["too long a text", '{"text":"12345678901"}'],
    ["deep nesting", `{"text":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ])("refuses %s as invalid_input", async (_, body) => {
    expect((await refusal(readJson(post(body), schema))).code).toBe("invalid_input");
  });

  it("says which fields are wrong, without repeating their values", async () => {
    const error = await refusal(readJson(post('{"text":7,"tags":["secret",1]}'), schema));
    expect(error.details).toEqual({
      issues: [
        { path: "text", message: expect.stringContaining("string") as string },
        { path: "tags.1", message: expect.stringContaining("string") as string },
      ],
    });
    expect(JSON.stringify(error.toBody())).not.toContain("secret");
  });

  it("refuses bytes that are no UTF-8 instead of storing them changed", async () => {
    const bytes = new Uint8Array([...Buffer.from('{"text":"'), 0xc3, 0x28, ...Buffer.from('"}')]);
    expect((await refusal(readJson(post(bytes), schema))).code).toBe("invalid_input");
  });

  it("keeps characters whole that arrive in two pieces", async () => {
    const bytes = Buffer.from('{"text":"né😀"}');
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const request = new Request("http://localhost/api/x", {
      method: "POST",
      body: pieces,
      duplex: "half",
    } as RequestInit);
    await expect(readJson(request, schema)).resolves.toEqual({ text: "né😀" });
  });

  it("refuses a body over 1 MiB by what it says and by what it sends", async () => {
    const honest = post("{}", { "content-length": "1048577" });
    expect((await refusal(readJson(honest, schema))).code).toBe("too_large");
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)),
    });
    const request = new Request("http://localhost/api/x", {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect((await refusal(readJson(request, schema))).code).toBe("too_large");
  });

  it.each([
    ["NUL", '{"text":"ab\\u0000"}', { field: "text", position: 2, what: "NUL" }],
    ["half a pair", '{"text":"a\\ud83d!"}', { field: "text", position: 1, what: "lone surrogate" }],
    ["the other half", '{"text":"\\ude00"}', { field: "text", position: 0, what: "lone surrogate" }],
    [
      "one inside a list",
      '{"text":"a","tags":["b","c\\u0000"]}',
      { field: "tags.1", position: 1, what: "NUL" },
    ],
  ])("refuses %s with its position", async (_, body, details) => {
    const error = await refusal(readJson(post(body), schema));
    expect(error.code).toBe("cannot_store");
    expect(error.details).toEqual(details);
  });

  it("lets whole pairs through", async () => {
    await expect(readJson(post('{"text":"\\ud83d\\ude00"}'), schema)).resolves.toEqual({ text: "😀" });
  });
});

describe("reading a query", () => {
  const query = z.strictObject({
    limit: z.coerce.number().int().max(100).default(20),
    name: z.string().optional(),
  });
  const get = (search: string) => new Request(`http://localhost/api/x${search}`);

  it("fills in defaults", () => {
    expect(readQuery(get(""), query)).toEqual({ limit: 20 });
  });

  it.each(["?limit=x", "?limit=101", "?limit=1.5", "?limit=1&limit=2", "?other=1"])(
    "refuses %s",
    (search) => {
      expect(() => readQuery(get(search), query)).toThrow(expect.objectContaining({ code: "invalid_input" }));
    },
  );

  it("refuses NUL in a value", () => {
    expect(() => readQuery(get("?name=a%00"), query)).toThrow(
      expect.objectContaining({ code: "cannot_store" }),
    );
  });
});

describe("reading an id", () => {
  it.each([undefined, "", "x", "%E0%A4%A", "../agents", "00000000-0000-0000-0000-00000000000g", "\0"])(
    "finds nothing under %j",
    (value) => {
      expect(() => readParam(conversationId, value)).toThrow(expect.objectContaining({ code: "not_found" }));
    },
  );
});
