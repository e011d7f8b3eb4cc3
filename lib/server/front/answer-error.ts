import type { ServerResponse } from "node:http";
import { AppError, statusOf } from "@/lib/domain/errors";
import type { ErrorCode } from "@/types/errors";

/** Answers with one of our errors, unless an answer has begun: then the connection is cut. */
export function answerError(
  response: ServerResponse,
  code: ErrorCode,
  message: string,
  status?: number,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(new AppError(code, message).toBody());
  response.writeHead(status ?? statusOf[code], {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "private, no-store",
  });
  response.end(body);
}
