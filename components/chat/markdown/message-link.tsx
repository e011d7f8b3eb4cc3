import type { Element, ElementContent } from "hast";
import type { ReactNode } from "react";
import { namesItsHost, safeLink } from "./safe-link";

type LinkProps = { href?: string | undefined; children?: ReactNode; node?: Element | undefined };

/** A link that tells where it leads; an address that may not be followed is left as its words. */
export function MessageLink({ href, children, node }: LinkProps) {
  const link = safeLink(href);
  if (!link) return <span>{children}</span>;
  const told = node ? namesItsHost(wordsOf(node.children), link) : false;
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer nofollow" className="text-link">
      {children}
      {!told && <span className="ml-1 text-[0.82em] text-ink-3">({link.host})</span>}
    </a>
  );
}

type ImageProps = { src?: unknown; alt?: string | undefined };

/** A remote image would tell its host who reads what, so only its words and its address are shown. */
export function ImageAsLink({ src, alt }: ImageProps) {
  const link = safeLink(src);
  const words = alt?.trim() ? `Image: ${alt.trim()}` : "Image";
  if (!link) return <span className="text-ink-3">{words}</span>;
  return <MessageLink href={link.href}>{words}</MessageLink>;
}

function wordsOf(nodes: readonly ElementContent[]): string {
  let words = "";
  for (const node of nodes) {
    if (node.type === "text") words += node.value;
    if (node.type === "element") words += wordsOf(node.children);
  }
  return words;
}
