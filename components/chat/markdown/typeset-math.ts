import katex from "katex";
import "katex/dist/katex.min.css";

/** TeX to HTML. Never throws: what cannot be set is shown as it was written, in the danger colour. */
export function typesetMath(tex: string, display: boolean): string {
  return katex.renderToString(tex, {
    displayMode: display,
    throwOnError: false,
    trust: false,
    maxExpand: 1_000,
    maxSize: 40,
    strict: "ignore",
    errorColor: "var(--tl-danger)",
  });
}
