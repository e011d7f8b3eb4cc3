type SafeLink = { href: string; host: string };

/** What may be clicked in a message: http(s) and mailto. Anything else, relative addresses included, is plain text. */
export function safeLink(address: unknown): SafeLink | null {
  if (typeof address !== "string" || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === "mailto:") return { href: url.href, host: url.pathname };
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.host === "") return null;
  return { href: url.href, host: url.host };
}

/** True when the words of a link already are its address, so that the host need not follow them. */
export function namesItsHost(words: string, link: SafeLink): boolean {
  const said = words.trim().replace(/\/$/, "");
  const address = link.href.replace(/\/$/, "");
  return said === link.host || said === address || said === address.replace(/^(https?:\/\/|mailto:)/, "");
}
