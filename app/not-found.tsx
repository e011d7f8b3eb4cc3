import Link from "next/link";
import { AuthFrame } from "@/components/account/auth-frame";

export default function NotFoundPage() {
  return (
    <AuthFrame title="There is no page here" lede="The address may be mistyped, or what it named is gone.">
      <Link href="/" className="mt-4 inline-block text-link">
        Go to your conversations
      </Link>
    </AuthFrame>
  );
}
