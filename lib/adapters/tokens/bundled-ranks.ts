import cl100k from "js-tiktoken/ranks/cl100k_base";
import o200k from "js-tiktoken/ranks/o200k_base";
import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import type { RankData } from "./rank-table";

/** js-tiktoken's rank modules: text, which costs next to nothing until it is parsed. */
export const RANKS: Record<TokenEncoding, RankData> = { o200k_base: o200k, cl100k_base: cl100k };
