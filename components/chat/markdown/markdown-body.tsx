"use client";

import type { Element } from "hast";
import type { ComponentProps, ReactNode } from "react";
import { defaultRehypePlugins, Streamdown, useIsCodeFenceIncomplete } from "streamdown";
import { CodeBlock } from "./code-block";
import { DISPLAY_MATH, INLINE_MATH, mathToCode } from "./math-spans";
import { MathSpan } from "./math-span";
import { ImageAsLink, MessageLink } from "./message-link";

type MarkdownBodyProps = { text: string; streaming: boolean };
type Components = NonNullable<ComponentProps<typeof Streamdown>["components"]>;
type RehypePlugins = NonNullable<ComponentProps<typeof Streamdown>["rehypePlugins"]>;

/** Markdown as it streams. Loaded on demand: Markdown costs more to fetch than the rest of the page. */
export default function MarkdownBody({ text, streaming }: MarkdownBodyProps) {
  return (
    <Streamdown
      className="prose"
      mode="streaming"
      parseIncompleteMarkdown={streaming}
      isAnimating={streaming}
      components={COMPONENTS}
      rehypePlugins={REHYPE}
      controls={false}
      linkSafety={LINKS_SHOW_THEIR_HOST}
    >
      {mathToCode(text)}
    </Streamdown>
  );
}

const LINKS_SHOW_THEIR_HOST = { enabled: false };

/** An element with its own name and none of the attributes a message may have put on it. */
function bare(
  Tag: "p" | "ul" | "strong" | "hr" | "blockquote" | "thead" | "tbody" | "tr" | "sub" | "sup" | "li",
) {
  return function Bare({ children }: { children?: ReactNode }) {
    return Tag === "hr" ? <hr /> : <Tag>{children}</Tag>;
  };
}

/** The page's own headings are h1 and h2. A message's stand below them, all on one level, whatever it skips. */
function heading(look: "prose-h1" | "prose-h2" | null) {
  return function Heading({ children }: { children?: ReactNode }) {
    // Its marks arrive before its words do.
    if (isEmpty(children)) return null;
    return <h3 className={look ?? undefined}>{children}</h3>;
  };
}

function isEmpty(children: ReactNode): boolean {
  return children === undefined || children === null || children === "";
}

function TaskBox({ checked }: { checked?: boolean }) {
  return (
    <input
      type="checkbox"
      disabled
      checked={checked === true}
      readOnly
      aria-label={checked ? "Done" : "Open"}
    />
  );
}

type CellProps = { children?: ReactNode; style?: { textAlign?: "left" | "right" | "center" } };
function Th({ children, style }: CellProps) {
  // A header without words would be announced as one.
  if (isEmpty(children)) return <td />;
  return <th style={style?.textAlign ? { textAlign: style.textAlign } : undefined}>{children}</th>;
}
function Td({ children, style }: CellProps) {
  return <td style={style?.textAlign ? { textAlign: style.textAlign } : undefined}>{children}</td>;
}

function Table({ children, node }: { children?: ReactNode; node?: Element }) {
  const columns = headersOf(node);
  return (
    <div
      className="scroll-thin -mx-0.5 overflow-x-auto"
      tabIndex={0}
      role="region"
      aria-label={columns === "" ? "Table" : `Table: ${columns}`}
    >
      <table>{children}</table>
    </div>
  );
}

/** The words of a table's headers, which tell it from the others. */
function headersOf(node: Element | undefined): string {
  const names: string[] = [];
  const read = (element: Element) => {
    if (element.tagName === "th") names.push(textOf(element));
    else for (const child of element.children) if (child.type === "element") read(child);
  };
  if (node) read(node);
  return names.filter((name) => name !== "").join(", ");
}

function textOf(element: Element): string {
  let text = "";
  for (const child of element.children) {
    if (child.type === "text") text += child.value;
    else if (child.type === "element") text += textOf(child);
  }
  return text.trim();
}

function OrderedList({ children, start }: { children?: ReactNode; start?: number }) {
  return <ol start={start}>{children}</ol>;
}

function InlineCode({ children }: { children?: ReactNode }) {
  const text = typeof children === "string" ? children : "";
  if (text.startsWith(INLINE_MATH)) return <MathSpan tex={text.slice(1).trimEnd()} display={false} />;
  if (text.startsWith(DISPLAY_MATH)) return <MathSpan tex={text.slice(1).trimEnd()} display />;
  return <code>{children}</code>;
}

function FencedCode({ node }: { node?: Element }) {
  const incomplete = useIsCodeFenceIncomplete();
  const inner = node?.children[0];
  if (inner?.type !== "element") return null;
  const names = inner.properties["className"];
  const name = Array.isArray(names) ? names[0] : undefined;
  const language = typeof name === "string" ? name.replace(/^language-/, "") : "";
  const text = inner.children[0]?.type === "text" ? inner.children[0].value : "";
  return <CodeBlock code={text.replace(/\n$/, "")} language={language} complete={!incomplete} />;
}

const COMPONENTS = {
  a: MessageLink,
  img: ImageAsLink,
  p: bare("p"),
  ul: bare("ul"),
  ol: OrderedList,
  li: bare("li"),
  strong: bare("strong"),
  hr: bare("hr"),
  blockquote: bare("blockquote"),
  sub: bare("sub"),
  sup: bare("sup"),
  h1: heading("prose-h1"),
  h2: heading("prose-h2"),
  h3: heading(null),
  h4: heading(null),
  h5: heading(null),
  h6: heading(null),
  input: TaskBox,
  table: Table,
  thead: bare("thead"),
  tbody: bare("tbody"),
  tr: bare("tr"),
  th: Th,
  td: Td,
  pre: FencedCode,
  code: InlineCode,
} as Components;

const REHYPE = hardened();

/** Raw HTML is parsed, then reduced to GitHub's harmless subset; ids in a message cannot shadow the page's. */
function hardened(): RehypePlugins {
  const { raw, sanitize, harden } = defaultRehypePlugins;
  const [sanitizePlugin, schema] = sanitize as [never, Record<string, unknown>];
  const [hardenPlugin, options] = harden as [never, Record<string, unknown>];
  return [
    raw as never,
    [sanitizePlugin, { ...schema, clobberPrefix: "said-" }],
    [
      hardenPlugin,
      { ...options, allowedProtocols: [], linkBlockPolicy: "text-only", imageBlockPolicy: "text-only" },
    ],
  ];
}
