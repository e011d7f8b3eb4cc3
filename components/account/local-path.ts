/** A path on our own origin out of a query, or "/": an address from outside may not send people elsewhere. */
export function localPath(wanted: string | null): string {
  if (!wanted || !/^\/(?![/\\])/.test(wanted)) return "/";
  const url = new URL(wanted, "http://here.invalid");
  return url.host === "here.invalid" ? url.pathname + url.search : "/";
}
