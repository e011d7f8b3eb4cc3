import type { ReactNode } from "react";
import { Brand } from "@/components/ui/brand";

type AuthFrameProps = {
  title: string;
  lede: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
  aside?: ReactNode;
};

/** The pages outside the workspace: a form at the left, what the bar shows at the right. */
export function AuthFrame({ title, lede, children, foot, aside }: AuthFrameProps) {
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_480px] max-lg:grid-cols-1">
      <section className="flex flex-col bg-canvas px-10 py-[26px] max-sm:px-[22px] max-sm:pt-[18px] max-sm:pb-7">
        <Brand />
        <div className="m-auto w-full max-w-[344px] py-8">
          <h1 className="font-serif text-[1.875rem] leading-9 font-[480] tracking-[-0.014em]">{title}</h1>
          <p className="mt-2 text-ink-2">{lede}</p>
          {children}
        </div>
        {foot && <div className="text-meta text-ink-3">{foot}</div>}
      </section>
      {aside && (
        <section
          aria-label="What the context bar shows"
          className="flex flex-col justify-center border-l border-line bg-panel px-11 py-[26px] max-lg:hidden"
        >
          {aside}
        </section>
      )}
    </main>
  );
}
