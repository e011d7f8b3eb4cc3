/** A request with its body read, as the handlers behind the gateway see it. */
export type ApiCall = {
  method: string;
  url: URL;
  headers: Headers;
  body: Uint8Array<ArrayBuffer> | undefined;
  /** Who is asking, as the front or the socket tells; null for calls inside the process. */
  address: string | null;
};

/** The same call as a web Request, with parts of it replaced. */
export function requestOf(
  call: ApiCall,
  over: { method?: string; url?: URL; headers?: Headers; body?: string } = {},
): Request {
  const method = over.method ?? call.method;
  const bodiless = method === "GET" || method === "HEAD";
  const body = over.body ?? call.body;
  return new Request(over.url ?? call.url, {
    method,
    headers: over.headers ?? call.headers,
    ...(bodiless || body === undefined ? {} : { body }),
  });
}

/** The token of "Authorization: Bearer …". */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer\s+(\S+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}
