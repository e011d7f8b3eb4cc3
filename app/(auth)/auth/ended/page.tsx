import type { Metadata } from "next";
import { AuthFrame } from "@/components/account/auth-frame";
import { EndSession } from "@/components/account/end-session";

export const metadata: Metadata = { title: "Signed out · Throughline" };

/** For a session whose account is closed: it is put away before signing in again. */
export default function EndedPage() {
  return (
    <AuthFrame title="This account is closed" lede="Its session on this device is being put away.">
      <EndSession />
    </AuthFrame>
  );
}
