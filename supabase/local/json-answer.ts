/** A JSON answer that no cache keeps. */
export function jsonAnswer(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "access-control-allow-origin": "*",
      ...headers,
    },
  });
}

/** An error in GoTrue's form; auth-js turns `code` into `error.code`. */
export function authError(
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): Response {
  return jsonAnswer({ code, error_code: code, msg: message, message }, status, {
    "x-sb-error-code": code,
    ...headers,
  });
}

/** An error in PostgREST's form. */
export function restError(
  status: number,
  code: string,
  message: string,
  details: string | null = null,
): Response {
  return jsonAnswer({ code, message, details, hint: null }, status);
}

/** The body as an object, or null when it is anything else. */
export function jsonObject(body: Uint8Array | undefined): Record<string, unknown> | null {
  if (body === undefined) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The value when it is a string, else undefined. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
