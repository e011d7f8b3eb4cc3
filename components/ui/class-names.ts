/** Joins the class names that apply; the rest (false, null, undefined, "") drop out. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  let joined = "";
  for (const name of names) {
    if (!name) continue;
    joined = joined === "" ? name : `${joined} ${name}`;
  }
  return joined;
}
