import type { HighlighterCore, LanguageInput, ThemedToken } from "shiki/core";

// A fixed set, bundled with the app: nothing is fetched from elsewhere and no WebAssembly is needed.
const LANGUAGES: Record<string, () => LanguageInput> = {
  bash: () => import("shiki/langs/bash.mjs"),
  c: () => import("shiki/langs/c.mjs"),
  cpp: () => import("shiki/langs/cpp.mjs"),
  csharp: () => import("shiki/langs/csharp.mjs"),
  css: () => import("shiki/langs/css.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
  go: () => import("shiki/langs/go.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  java: () => import("shiki/langs/java.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  kotlin: () => import("shiki/langs/kotlin.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  php: () => import("shiki/langs/php.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  ruby: () => import("shiki/langs/ruby.mjs"),
  rust: () => import("shiki/langs/rust.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  swift: () => import("shiki/langs/swift.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
};

const ALIASES: Record<string, string> = {
  "c++": "cpp",
  cs: "csharp",
  htm: "html",
  js: "javascript",
  jsx: "tsx",
  kt: "kotlin",
  md: "markdown",
  plpgsql: "sql",
  postgresql: "sql",
  py: "python",
  rb: "ruby",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  ts: "typescript",
  xml: "html",
  yml: "yaml",
  zsh: "bash",
};

const THEME = "throughline";
let loading: Promise<HighlighterCore> | null = null;

/** The language we can colour under that name, or null. */
export function knownLanguage(name: string): string | null {
  const lower = name.toLowerCase();
  const known = ALIASES[lower] ?? lower;
  return known in LANGUAGES ? known : null;
}

/** Lines of coloured pieces; the colours are CSS variables, so a change of theme needs no new run. */
export async function highlight(code: string, language: string): Promise<ThemedToken[][]> {
  const highlighter = await (loading ??= create());
  const load = LANGUAGES[language];
  if (load && !highlighter.getLoadedLanguages().includes(language)) await highlighter.loadLanguage(load());
  return highlighter.codeToTokens(code, { lang: language, theme: THEME }).tokens;
}

async function create(): Promise<HighlighterCore> {
  const [core, engine] = await Promise.all([import("shiki/core"), import("shiki/engine/javascript")]);
  const theme = core.createCssVariablesTheme({ name: THEME, variablePrefix: "--tl-code-", fontStyle: false });
  return core.createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: engine.createJavaScriptRegexEngine({ forgiving: true }),
  });
}
