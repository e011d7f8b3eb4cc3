import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { getEncoding } from "js-tiktoken";

/** One message of a history as a peer is given it; its tokens are counted beforehand, for every peer alike. */
export type PeerMessage = { role: "system" | "user" | "assistant"; content: string; tokens: number };

/** What somebody else's window keeps of a history under a limit of tokens, the system message included. */
export type PeerWindow = {
  name: string;
  trim: (messages: readonly PeerMessage[], limit: number) => Promise<PeerMessage[]>;
  /** Histories beyond this length take it minutes. */
  longest: number;
  /** The one that the issue names a goal for. */
  isGoal: boolean;
};

type Module = Record<string, unknown>;

/** Where the peers live: apart, because nobody but this bench should have to install them. */
const FOLDER = path.resolve(import.meta.dirname, "../../../.build/bench-peers");
const PEERS = { "@langchain/core": "1.4.0", "@mastra/core": "1.71.0" };

function installPeers(): void {
  if (existsSync(path.join(FOLDER, "node_modules/@mastra/core"))) return;
  console.log("Installing the peers of this bench (once, about 200 MB) …");
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, "package.json"), JSON.stringify({ private: true, dependencies: PEERS }));
  spawnSync("npm", ["install", "--silent", "--no-audit", "--no-fund"], { cwd: FOLDER, stdio: "inherit" });
}

/** The peers, installed when first asked for; those that cannot be had are named as missing. */
export async function installedPeers(): Promise<{ peers: PeerWindow[]; missing: string[] }> {
  installPeers();
  const peers: PeerWindow[] = [];
  const missing: string[] = [];
  for (const [name, make] of [
    ["@langchain/core", langchain],
    ["@mastra/core", mastra],
  ] as const) {
    const made = await make().catch(() => null);
    if (made === null) missing.push(name);
    else peers.push(...made);
  }
  return { peers, missing };
}

/** By name at run time: where a peer is not installed the rest of the bench still runs. */
async function load(specifier: string): Promise<Module> {
  const found = createRequire(path.join(FOLDER, "package.json")).resolve(specifier);
  return (await import(pathToFileURL(found).href)) as Module;
}

type LangchainMessage = { id?: string | undefined };
type Trim = (
  messages: LangchainMessage[],
  options: Record<string, unknown> & { tokenCounter: (messages: LangchainMessage[]) => number },
) => Promise<LangchainMessage[]>;
type MessageClass = new (fields: { id: string; content: string }) => LangchainMessage;

async function langchain(): Promise<PeerWindow[]> {
  const core = await load("@langchain/core/messages");
  const trim = core["trimMessages"] as Trim;
  const classes = {
    system: core["SystemMessage"],
    user: core["HumanMessage"],
    assistant: core["AIMessage"],
  } as Record<PeerMessage["role"], MessageClass>;
  // By id, because what is kept comes back as copies.
  const known = new Map<string, PeerMessage>();
  const made = new Map<PeerMessage, LangchainMessage>();
  const messageOf = (message: PeerMessage): LangchainMessage => {
    const present = made.get(message);
    if (present !== undefined) return present;
    const id = `message-${known.size}`;
    const created = new classes[message.role]({ id, content: message.content });
    known.set(id, message);
    made.set(message, created);
    return created;
  };
  const ofPeer = ({ id }: LangchainMessage) => known.get(id ?? "");
  const sumOf = (of: (message: PeerMessage) => number) => (messages: LangchainMessage[]) => {
    let tokens = 0;
    for (const message of messages) {
      const peer = ofPeer(message);
      if (peer !== undefined) tokens += of(peer);
    }
    return tokens;
  };
  const trimmer =
    (tokenCounter: (messages: LangchainMessage[]) => number): PeerWindow["trim"] =>
    async (messages, limit) => {
      const options = { strategy: "last", maxTokens: limit, includeSystem: true, startOn: "human" };
      const kept = await trim(messages.map(messageOf), { ...options, tokenCounter });
      return kept.flatMap((message) => ofPeer(message) ?? []);
    };
  const encoding = getEncoding("o200k_base");
  return [
    {
      name: "LangChain trimMessages, counts at hand",
      trim: trimmer(sumOf(({ tokens }) => tokens)),
      longest: 10_000,
      isGoal: false,
    },
    {
      // As its documentation has it: the counter is asked for the tokens of what it is shown.
      name: "LangChain trimMessages, counting",
      trim: trimmer(sumOf(({ content }) => encoding.encode(content, [], []).length + 4)),
      longest: 1_000,
      isGoal: true,
    },
  ];
}

type MessageList = {
  add: (message: object, source: string) => MessageList;
  addSystem: (text: string) => MessageList;
  get: { all: { db: () => { id: string }[] } };
};
type Limiter = { processInputStep: (input: { messageList: MessageList }) => Promise<unknown> };

async function mastra(): Promise<PeerWindow[]> {
  const { MessageList: List } = (await load("@mastra/core/agent")) as { MessageList: new () => MessageList };
  const { TokenLimiterProcessor: Processor } = (await load("@mastra/core/processors")) as {
    TokenLimiterProcessor: new (options: object) => Limiter;
  };
  const limiterOf: PeerWindow = {
    name: "Mastra TokenLimiter",
    longest: 1_000,
    isGoal: false,
    trim: async (messages, limit) => {
      const known = new Map<string, PeerMessage>();
      const list = new List();
      for (const [index, message] of messages.entries()) {
        if (message.role === "system") list.addSystem(message.content);
        else {
          const id = `message-${index}`;
          known.set(id, message);
          const parts = [{ type: "text", text: message.content }];
          const createdAt = new Date(1_700_000_000_000 + index * 1_000);
          list.add({ id, role: message.role, createdAt, content: { format: 2, parts } }, "memory");
        }
      }
      const tokenCounter = { countMessage: ({ id }: { id: string }) => known.get(id)?.tokens ?? 0 };
      const limiter = new Processor({ limit, trimMode: "contiguous", tokenCounter });
      await limiter.processInputStep({ messageList: list });
      const kept = new Set(list.get.all.db().map(({ id }) => known.get(id)));
      return messages.filter((message) => message.role === "system" || kept.has(message));
    },
  };
  return [limiterOf];
}
