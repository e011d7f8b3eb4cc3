/** Loads a page anew instead of changing to it: the server has to see the new session, and nothing of the old may stay. */
export function loadPage(path: string): void {
  window.location.assign(path);
}
