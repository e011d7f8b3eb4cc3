/** A grey line in the place of text that is coming; shown after 200 ms, never moving. */
export function Skeleton({ width }: { width: string }) {
  return <span className="late my-[11px] block h-3 rounded bg-active" style={{ width }} />;
}
