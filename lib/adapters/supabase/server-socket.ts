import type { WebSocketLikeConstructor } from "@supabase/supabase-js";
import ws from "ws";

/**
 * Node 20 has no WebSocket of its own, and the client's constructor asks for one even where nothing will be listened
 * to. The cast is over optional properties, which ws declares more strictly.
 */
export const serverSocket = ws as unknown as WebSocketLikeConstructor;
