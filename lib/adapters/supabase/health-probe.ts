import WebSocket from "ws";
import { supabaseFetch } from "./supabase-fetch";

const PATIENCE_MS = 3_000;
/** What the database says to a caller who may read nothing. Only a database that works refuses so. */
const REFUSED_BY_DATABASE = "42501";

/** True when a question with no rights gets as far as the database. */
export async function probeDatabase(url: string, publishableKey: string): Promise<boolean> {
  try {
    const answer = await supabaseFetch(`${url}/rest/v1/conversations?select=id&limit=1`, {
      headers: { apikey: publishableKey },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return true;
    const body = (await answer.json()) as { code?: unknown } | null;
    return body?.code === REFUSED_BY_DATABASE;
  } catch {
    return false;
  }
}

/** True when the Realtime server takes a connection. */
export function probeRealtime(url: string, publishableKey: string): Promise<boolean> {
  const address = `${url.replace(/^http/, "ws")}/realtime/v1/websocket?apikey=${encodeURIComponent(publishableKey)}&vsn=1.0.0`;
  return new Promise((resolve) => {
    const socket = new WebSocket(address, { handshakeTimeout: PATIENCE_MS });
    socket.once("open", () => {
      resolve(true);
      socket.close();
    });
    // Also after an answer: a socket that is torn down while closing must not throw.
    socket.on("error", () => resolve(false));
  });
}
