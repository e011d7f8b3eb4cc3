"use client";

import { use, Suspense } from "react";

type MathSpanProps = { tex: string; display: boolean };
type Typeset = (tex: string, display: boolean) => string;

let loading: Promise<Typeset | null> | null = null;

/** Math, set by KaTeX, which is loaded with the first formula. Until then, and without it, the source is shown. */
export function MathSpan(props: MathSpanProps) {
  return (
    <Suspense fallback={<code>{props.tex}</code>}>
      <SetMath {...props} />
    </Suspense>
  );
}

function SetMath({ tex, display }: MathSpanProps) {
  const typeset = use((loading ??= load()));
  if (!typeset) return <code>{tex}</code>;
  // KaTeX escapes what it is given and, untrusted, makes no links and loads no images.
  return <span dangerouslySetInnerHTML={{ __html: typeset(tex, display) }} />;
}

async function load(): Promise<Typeset | null> {
  try {
    const { typesetMath } = await import("./typeset-math");
    return typesetMath;
  } catch {
    loading = null;
    return null;
  }
}
