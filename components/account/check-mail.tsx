import { Mail } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";

/** After a link was sent. The same words whether the address has an account or not. */
export function CheckMail({ email, onBack }: { email: string; onBack: () => void }) {
  return (
    <div className="mt-5 grid gap-4">
      <Note icon={Mail} role="status">
        <b className="font-medium text-ink">Check your mail</b>
        <br />
        If {email} can be used here, a link is on its way. Opening it finishes what you began; it works once,
        for an hour.
      </Note>
      <Button size="lg" onClick={onBack}>
        Back
      </Button>
    </div>
  );
}
