/**
 * Takes everything beside a layer at the end of the page out of reach, and gives it back when called again. Hiding it
 * from screen readers alone, as the menus and dialogs of our library do, would leave it focusable.
 */
export function inertRest(layer: HTMLElement | null): () => void {
  const taken: HTMLElement[] = [];
  for (const element of document.body.children) {
    if (!(element instanceof HTMLElement) || element.inert || element.contains(layer)) continue;
    element.inert = true;
    taken.push(element);
  }
  return () => {
    for (const element of taken) element.inert = false;
  };
}
