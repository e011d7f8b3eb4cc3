import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { createLog } from "@/lib/server/log";

function record(write: (log: ReturnType<typeof createLog>) => void): {
  line: string;
  fields: Record<string, unknown>;
} {
  let line = "";
  write(createLog("debug", { write: (text: string) => (line += text) }));
  return { line, fields: JSON.parse(line) as Record<string, unknown> };
}

describe("log lines", () => {
  it("are one line of JSON with a level by name and a time", () => {
    const { line, fields } = record((log) => log.info({ conversation: "c1", ms: 4 }, "context.built"));
    expect(line.trimEnd()).not.toContain("\n");
    expect(fields).toMatchObject({ level: "info", conversation: "c1", ms: 4, msg: "context.built" });
    expect(Date.parse(String(fields["time"]))).not.toBeNaN();
  });

  it("withhold secrets and content that were passed by mistake", () => {
    const { line } = record((log) =>
      log.info(
        { accessToken: "s1", headers: { authorization: "s2", cookie: "s3" }, message: { content: "s4" } },
        "x",
      ),
    );
    for (const secret of ["s1", "s2", "s3", "s4"]) expect(line).not.toContain(secret);
  });

  it("tell an error by its kind and causes, a defect also by where it came from", () => {
    const cause = Object.assign(new Error("The database answered 57P01 with status 500."), { code: "57P01" });
    const { fields } = record((log) =>
      log.warn({ err: new AppError("database_unavailable", "Away.", { cause }) }, "x"),
    );
    expect(fields["err"]).toMatchObject({
      type: "AppError",
      code: "database_unavailable",
      cause: { type: "Error", code: "57P01" },
    });
    const { line } = record((log) => log.error({ err: new TypeError("no") }, "x"));
    expect(line).toContain("log.test.ts");
  });
});
