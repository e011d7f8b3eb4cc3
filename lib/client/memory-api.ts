import type { DeletionReceipt, MemoryId } from "@/types/memory";
import type { ConversationId, MessageId } from "@/types/ids";
import type {
  AddMemoryAnswer,
  addMemoryBody,
  applyMaintenanceBody,
  DeletionAnswer,
  DeletionsAnswer,
  editMemoryBody,
  ForgetPreviewAnswer,
  importMemoriesBody,
  ImportMemoriesAnswer,
  listMemoriesQuery,
  MaintenanceAnswer,
  MaintenancePlanAnswer,
  MemoriesAnswer,
  MemoryAnswer,
  SuggestionsAnswer,
} from "@/types/memory-api";
import type { HttpClient } from "./http-client";

type Input<Schema extends { _zod: { input: unknown } }> = Schema["_zod"]["input"];

export type MemoriesRequest = Omit<Input<typeof listMemoriesQuery>, "limit"> & { limit?: number };
export type NewMemory = Input<typeof addMemoryBody>;
export type MemoryEdit = Input<typeof editMemoryBody>;
export type MemoryFile = Input<typeof importMemoriesBody>;
export type MaintenanceWish = Input<typeof applyMaintenanceBody>;
export type ForgetTarget =
  | { conversationId: ConversationId }
  | { messageId: MessageId }
  | { memoryIds: readonly MemoryId[] }
  | { all: true };

const MEMORIES = "/api/memories";

/** The routes of long-term memory and of forgetting. All throw ApiFailure. */
export function longTermRoutes(http: HttpClient) {
  return {
    memories: (request: MemoriesRequest, signal?: AbortSignal) =>
      http.json<MemoriesAnswer>({ method: "GET", path: `${MEMORIES}?${search(request)}`, signal }),
    memory: (id: MemoryId) => http.json<MemoryAnswer>({ method: "GET", path: `${MEMORIES}/${id}` }),
    addMemory: (body: NewMemory) => http.json<AddMemoryAnswer>({ method: "POST", path: MEMORIES, body }),
    editMemory: (id: MemoryId, body: MemoryEdit) =>
      http.json<MemoryAnswer>({ method: "PATCH", path: `${MEMORIES}/${id}`, body }),
    mergeMemories: (ids: readonly MemoryId[], content: string) =>
      http.json<MemoryAnswer>({ method: "POST", path: `${MEMORIES}/merge`, body: { ids, content } }),
    importMemories: (body: MemoryFile) =>
      http.json<ImportMemoriesAnswer>({ method: "POST", path: `${MEMORIES}/import`, body }),
    suggestions: () => http.json<SuggestionsAnswer>({ method: "GET", path: `${MEMORIES}/suggestions` }),
    maintenance: () => http.json<MaintenancePlanAnswer>({ method: "GET", path: `${MEMORIES}/maintenance` }),
    applyMaintenance: (body: MaintenanceWish) =>
      http.json<MaintenanceAnswer>({ method: "POST", path: `${MEMORIES}/maintenance`, body }),
    undoMaintenance: (run: string) =>
      http.json<MaintenanceAnswer>({ method: "POST", path: `${MEMORIES}/maintenance/undo`, body: { run } }),
    forgetPreview: (target: ForgetTarget) =>
      http.json<ForgetPreviewAnswer>({ method: "POST", path: "/api/forget/preview", body: target }),
    /** `last`: the page is going away, and nobody waits for the answer. */
    forget: async (
      target: ForgetTarget,
      keep: readonly MemoryId[] = [],
      last = false,
    ): Promise<DeletionReceipt> => {
      const body = keep.length === 0 ? target : { ...target, keep };
      const call = { method: "POST", path: "/api/forget", body, keepalive: last } as const;
      return (await http.json<DeletionAnswer>(call)).deletion;
    },
    deletions: async (): Promise<DeletionReceipt[]> =>
      (await http.json<DeletionsAnswer>({ method: "GET", path: "/api/deletions" })).deletions,
  };
}

/** Where the browser itself fetches everything as a file, by the session's cookie. */
export const EXPORT_ADDRESS = `${MEMORIES}/export`;

function search(request: MemoriesRequest): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    if (typeof value === "string" && value !== "") values.set(name, value);
    else if (typeof value === "number") values.set(name, value.toString());
  }
  return values.toString();
}
