import { Agent, request } from "node:http";

export type Target = { url: string; headers?: Record<string, string>; body: object };

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/** Sends one message and reads the answer to its end; milliseconds until the first reply text, and bytes read. */
export function readReply({ url, headers, body }: Target): Promise<{ firstMs: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let firstMs: number | null = null;
    let bytes = 0;
    let head = "";
    const call = request(
      url,
      { method: "POST", agent, headers: { "content-type": "application/json", ...headers } },
      (response) => {
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (firstMs !== null) return;
          head += chunk.toString();
          if (carriesText(head)) firstMs = performance.now() - started;
        });
        response.once("error", reject);
        response.once("end", () => {
          if (response.statusCode === 200 && firstMs !== null) resolve({ firstMs, bytes });
          else reject(new Error(`${url}: ${response.statusCode} ${head.slice(0, 300)}`));
        });
      },
    );
    call.once("error", reject);
    call.end(JSON.stringify(body));
  });
}

/** Ours, or the provider's own first piece. */
function carriesText(head: string): boolean {
  return head.includes("event: delta") || /"content":"[^"]/.test(head);
}
