import type { Metadata } from "next";
import { AuthFrame } from "@/components/account/auth-frame";
import { ConfirmLink } from "@/components/account/confirm-link";

export const metadata: Metadata = { title: "Confirming · Throughline" };

export default function ConfirmPage() {
  return (
    <AuthFrame title="Opening your link" lede="This takes a moment.">
      <ConfirmLink />
    </AuthFrame>
  );
}
