import { describe, expect, it, vi } from "vitest";
import { attachment, dispositionOf } from "@/lib/server/http/attachment";
import type { Logger } from "@/lib/ports/logger";

const error = vi.fn();
const log = { error } as unknown as Logger;

async function* parts(...texts: (string | Error)[]): AsyncGenerator<string, void> {
  for (const text of texts) {
    if (typeof text !== "string") throw text;
    yield await Promise.resolve(text);
  }
}

describe("a file to be saved", () => {
  it("is named for those that read RFC 6266 and for those that do not", () => {
    expect(dispositionOf("Rye.json")).toBe(`attachment; filename="Rye.json"; filename*=UTF-8''Rye.json`);
    expect(dispositionOf('Brot „für" 100 % (neu)!.md')).toBe(
      `attachment; filename="Brot _f_r_ 100 _ (neu)!.md"; filename*=UTF-8''Brot%20%E2%80%9Ef%C3%BCr%22%20100%20%25%20%28neu%29%21.md`,
    );
  });

  it("comes part by part, kept by nobody on the way", async () => {
    const response = attachment(
      { fileName: "a.json", contentType: "text/plain", parts: parts("a", "ü") },
      log,
    );
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(await response.text()).toBe("aü");
  });

  it("breaks off where a part fails", async () => {
    const failing = parts("a", new Error("away"));
    const response = attachment({ fileName: "a.json", contentType: "text/plain", parts: failing }, log);
    await expect(response.text()).rejects.toThrow("away");
    expect(error).toHaveBeenCalledWith(expect.anything(), "download.failed");
  });

  it("stops being made when the reader leaves", async () => {
    const source = parts("a", "b", "c");
    const response = attachment({ fileName: "a.json", contentType: "text/plain", parts: source }, log);
    await response.body?.cancel();
    expect(await source.next()).toEqual({ done: true, value: undefined });
  });
});
