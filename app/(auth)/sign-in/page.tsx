import type { Metadata } from "next";
import { AuthFrame } from "@/components/account/auth-frame";
import { BarStory } from "@/components/account/bar-story";
import { SignInForm } from "@/components/account/sign-in-form";
import { localPath } from "@/components/account/local-path";
import { HowToAddKey } from "@/components/settings/how-to-add-key";
import { serverEnv } from "@/lib/server/env";

export const metadata: Metadata = { title: "Sign in · Throughline" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const { groq, openaiCompatible } = serverEnv();
  const offlineOnly = groq.apiKey === null && openaiCompatible.baseUrl === null;
  return (
    <AuthFrame
      title="Pick up the thread"
      lede="Everything you said stays yours, and you see what each reply was built from."
      foot={offlineOnly ? <HowToAddKey /> : null}
      aside={<BarStory />}
    >
      <SignInForm after={localPath(typeof next === "string" ? next : null)} />
    </AuthFrame>
  );
}
