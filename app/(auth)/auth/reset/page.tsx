import type { Metadata } from "next";
import { AuthFrame } from "@/components/account/auth-frame";
import { ForgotForm, NewPasswordForm } from "@/components/account/reset-form";
import { pageSession } from "@/lib/server/page-session";
import { serverEnv } from "@/lib/server/env";

export const metadata: Metadata = { title: "New password · Throughline" };

/** Without a session it sends the link; with the one that link brings it takes the new password. */
export default async function ResetPage() {
  const session = await pageSession();
  if (session && !session.isGuest) {
    return (
      <AuthFrame title="Choose a new password" lede="It takes effect at once, on every device.">
        <NewPasswordForm />
      </AuthFrame>
    );
  }
  const lede = serverEnv().supabase.hosted
    ? "A link lets you choose a new one. Nothing changes until you open it."
    : "Nothing was changed.";
  return (
    <AuthFrame title="Forgot your password?" lede={lede}>
      <ForgotForm />
    </AuthFrame>
  );
}
