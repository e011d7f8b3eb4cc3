/**
 * Takes everything around a layer out of reach, up to the frame of the page, and gives it back when called again.
 * What lies outside the frame stays: passing notices, with their Undo.
 */
export function inertAround(layer: HTMLElement): () => void {
  const taken: HTMLElement[] = [];
  let inner: HTMLElement = layer;
  for (let outer = layer.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
    for (const sibling of outer.children) {
      if (!(sibling instanceof HTMLElement) || sibling === inner || sibling.inert) continue;
      sibling.inert = true;
      taken.push(sibling);
    }
    if (outer.dataset["frame"] === "page") break;
    inner = outer;
  }
  return () => {
    for (const element of taken) element.inert = false;
  };
}
