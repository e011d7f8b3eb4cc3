import type {
  AccountAnswer,
  AdoptAnswer,
  AgentAnswer,
  AgentList,
  ContextAnswer,
  ConversationAnswer,
  ConversationPage,
  KeepAnswer,
  MarksAnswer,
  MessagePage,
  ModelList,
  ProfileAnswer,
  RecallMarkAnswer,
  ReceiptAnswer,
  StopAnswer,
  SummariesAnswer,
  SummaryAnswer,
} from "@/types/api";
import type { EmbeddingsAnswer } from "@/types/embeddings";
import type { LabAnswer } from "@/types/lab";
import type { DeletionReceipt, MemoryId } from "@/types/memory";
import type { DeletionAnswer } from "@/types/memory-api";
import type { RecalledFacts } from "@/types/recall";
import type { SearchAnswer, SearchRequest } from "@/types/search";
import type { Agent, Conversation, Profile } from "@/types/chat";
import type { MemoryStrategy } from "@/types/words";
import type { AgentId, ClientMessageId, ConversationId, MessageId, TurnId } from "@/types/ids";
import { createHttpClient, type HttpClient, type HttpDeps } from "./http-client";
import { longTermRoutes } from "./memory-api";

export type ChatRequest = {
  conversationId: ConversationId | null;
  agentId: AgentId | null;
  messageId: ClientMessageId;
  content: string;
  /** A new conversation that neither reads nor writes memory. */
  temporary?: true;
};
export type ContextSettings = Pick<
  Conversation,
  "maxTokens" | "memoryStrategy" | "windowSize" | "summaryThreshold" | "replyReserve"
>;
export type ConversationPatch = Partial<
  Pick<Conversation, "title" | "model" | "recallPast"> & ContextSettings
>;
export type AgentPatch = Partial<Omit<Agent, "id" | "revision">>;
export type ProfilePatch = Partial<Pick<Profile, "theme" | "locale" | "defaultAgentId" | "defaults">>;
export type ContextRequest = {
  conversationId?: ConversationId;
  agentId?: AgentId;
  draft?: string;
  temporary?: true;
  strategy?: MemoryStrategy;
  include?: "counts" | "contents";
} & Partial<Omit<ContextSettings, "memoryStrategy">>;
export type Marks = { pinned?: boolean; muted?: boolean; compressed?: boolean };
export type SummaryEdit = { version: number; line?: number; text: string | null };
export type PagePosition = { before: number } | { after: number } | null;

const EVENTS = "text/event-stream";
const CONVERSATIONS = "/api/conversations";

/** Every route of the HTTP API as a function. All throw ApiFailure. */
export type ApiClient = ReturnType<typeof createApiClient>;

export function createApiClient(deps: HttpDeps) {
  const http = createHttpClient(deps);
  return {
    ...turnRoutes(http),
    ...conversationRoutes(http),
    ...memoryRoutes(http),
    ...longTermRoutes(http),
    ...settingRoutes(http),
    search: (request: SearchRequest, signal?: AbortSignal) =>
      http.json<SearchAnswer>({ method: "GET", path: `/api/search?${query(request)}`, signal }),
  };
}

function turnRoutes(http: HttpClient) {
  return {
    chat: (body: ChatRequest, signal: AbortSignal) =>
      http.open({ method: "POST", path: "/api/chat", body, signal, accept: EVENTS }),
    resumeTurn: (id: TurnId, offset: number, thinkingOffset: number, signal: AbortSignal) =>
      http.open({
        method: "GET",
        path: `/api/turns/${id}/stream?offset=${offset}&thinkingOffset=${thinkingOffset}`,
        signal,
        accept: EVENTS,
      }),
    retryTurn: (id: TurnId, messageId: ClientMessageId, signal: AbortSignal) =>
      http.open({
        method: "POST",
        path: `/api/turns/${id}/retry`,
        body: { messageId },
        signal,
        accept: EVENTS,
      }),
    stopTurn: (id: TurnId) => http.json<StopAnswer>({ method: "POST", path: `/api/turns/${id}/stop` }),
    keepTurn: (id: TurnId) => http.json<KeepAnswer>({ method: "POST", path: `/api/turns/${id}/keep` }),
  };
}

function conversationRoutes(http: HttpClient) {
  return {
    listConversations: (cursor: string | null, limit: number, agentId?: AgentId) =>
      http.json<ConversationPage>({
        method: "GET",
        path: `${CONVERSATIONS}?${query({ limit, cursor, agentId })}`,
      }),
    createConversation: (
      body: { id?: ConversationId; agentId?: AgentId; temporary?: boolean } & ConversationPatch,
    ) => http.json<ConversationAnswer>({ method: "POST", path: CONVERSATIONS, body }),
    conversation: (id: ConversationId) =>
      http.json<ConversationAnswer>({ method: "GET", path: `${CONVERSATIONS}/${id}` }),
    patchConversation: (id: ConversationId, body: ConversationPatch) =>
      http.json<ConversationAnswer>({ method: "PATCH", path: `${CONVERSATIONS}/${id}`, body }),
    /** `keep`: memories that stay as hand-written. Answers what went with it; null where nobody says. */
    deleteConversation: async (
      id: ConversationId,
      keep: readonly MemoryId[] = [],
    ): Promise<DeletionReceipt | null> => {
      const body = { conversationId: id, keep };
      const response = await http.open(
        keep.length === 0
          ? { method: "DELETE", path: `${CONVERSATIONS}/${id}` }
          : { method: "POST", path: "/api/forget", body },
      );
      return response.status === 204 ? null : ((await response.json()) as DeletionAnswer).deletion;
    },
    /** null: the newest page. */
    messages: (id: ConversationId, span: PagePosition, limit: number) =>
      http.json<MessagePage>({
        method: "GET",
        path: `${CONVERSATIONS}/${id}/messages?${query({ limit, ...span })}`,
      }),
    context: (body: ContextRequest, signal: AbortSignal) =>
      http.json<ContextAnswer>({ method: "POST", path: "/api/context", body, signal }),
  };
}

function memoryRoutes(http: HttpClient) {
  return {
    markMessages: (id: ConversationId, messages: readonly MessageId[], marks: Marks) =>
      http.json<MarksAnswer>({
        method: "POST",
        path: `${CONVERSATIONS}/${id}/marks`,
        body: { messages, ...marks },
      }),
    markRecalled: (
      conversation: ConversationId,
      { kind, id }: Pick<RecalledFacts, "kind" | "id">,
      mark: RecalledFacts["mark"],
    ) =>
      http.json<RecallMarkAnswer>({
        method: "POST",
        path: `${CONVERSATIONS}/${conversation}/recall-marks`,
        body: { kind, id, mark },
      }),
    receipt: (id: TurnId) => http.json<ReceiptAnswer>({ method: "GET", path: `/api/turns/${id}/receipt` }),
    summaries: (id: ConversationId) =>
      http.json<SummariesAnswer>({ method: "GET", path: `${CONVERSATIONS}/${id}/summaries` }),
    summarize: (id: ConversationId, rebuild: boolean) =>
      http.json<SummaryAnswer>({
        method: "POST",
        path: `${CONVERSATIONS}/${id}/summarize`,
        body: { rebuild },
      }),
    editSummary: (id: ConversationId, body: SummaryEdit) =>
      http.json<SummaryAnswer>({ method: "PATCH", path: `${CONVERSATIONS}/${id}/summaries`, body }),
    /** Makes an earlier version the one in use; null: none. */
    activateSummary: (id: ConversationId, version: number | null, expected: number | null) =>
      http.json<SummaryAnswer>({
        method: "PUT",
        path: `${CONVERSATIONS}/${id}/summaries`,
        body: { version, expected },
      }),
    account: (id: ConversationId) =>
      http.json<AccountAnswer>({ method: "GET", path: `${CONVERSATIONS}/${id}/account` }),
    lab: (id: ConversationId, budgets: readonly number[], answers: boolean, signal: AbortSignal) =>
      http.json<LabAnswer>({
        method: "POST",
        path: `${CONVERSATIONS}/${id}/lab`,
        body: { budgets, answers },
        signal,
      }),
    /** The sample conversation, made anew when there is none. */
    sample: () => http.json<ConversationAnswer>({ method: "POST", path: `${CONVERSATIONS}/sample` }),
  };
}

function settingRoutes(http: HttpClient) {
  return {
    agents: () => http.json<AgentList>({ method: "GET", path: "/api/agents" }),
    patchAgent: (id: AgentId, body: AgentPatch) =>
      http.json<AgentAnswer>({ method: "PATCH", path: `/api/agents/${id}`, body }),
    profile: () => http.json<ProfileAnswer>({ method: "GET", path: "/api/profile" }),
    patchProfile: (body: ProfilePatch) =>
      http.json<ProfileAnswer>({ method: "PATCH", path: "/api/profile", body }),
    adopt: (guestToken: string) =>
      http.json<AdoptAnswer>({ method: "POST", path: "/api/account/adopt", body: { guestToken } }),
    models: () => http.json<ModelList>({ method: "GET", path: "/api/models" }),
    embeddings: () => http.json<EmbeddingsAnswer>({ method: "GET", path: "/api/embeddings" }),
  };
}

function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  return search.toString();
}
