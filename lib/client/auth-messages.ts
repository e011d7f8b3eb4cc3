/** Why signing in, or anything else about the account, did not work; `message` may be shown. */
export class AuthFailure extends Error {
  override readonly name = "AuthFailure";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const PASSWORD_RULE = "A password needs at least 10 characters. Nothing was changed.";
const TOO_MANY = "Too many tries from here. Wait a while, then try again.";
const TAKEN = "That email already has an account. Sign in to it, or use another email.";

const MESSAGES: Readonly<Record<string, string>> = {
  // One answer for known and unknown addresses.
  invalid_credentials: "Email or password is not right. Nothing was changed.",
  user_not_found: "Email or password is not right. Nothing was changed.",
  email_exists: TAKEN,
  user_already_exists: TAKEN,
  weak_password: PASSWORD_RULE,
  same_password: "That is the password you have already. Nothing was changed.",
  over_request_rate_limit: TOO_MANY,
  over_email_send_rate_limit: TOO_MANY,
  email_not_confirmed: "This email is not confirmed yet. The link is in your mail.",
  email_address_invalid: "That is not an email address that can be used. Nothing was changed.",
  email_address_not_authorized: "That is not an email address that can be used. Nothing was changed.",
  signup_disabled: "New accounts are switched off on this server.",
  anonymous_provider_disabled: "Guests are switched off on this server. Create an account to start.",
  session_not_found: "You are signed out. Sign in to go on.",
  unreachable: "The server cannot be reached. Nothing was changed.",
  otp_expired: "This link has expired or was used already. Ask for a new one.",
};

type Thrown = { code?: string | undefined; status?: number | undefined; name?: string };

/** An error of Supabase Auth in our words. Messages are chosen by code, never by the English text of the error. */
export function toAuthFailure(thrown: unknown): AuthFailure {
  if (thrown instanceof AuthFailure) return thrown;
  const error: Thrown = typeof thrown === "object" && thrown !== null ? thrown : {};
  const code = codeOf(error);
  return new AuthFailure(code, MESSAGES[code] ?? "That did not work. Nothing was changed.");
}

function codeOf({ code, status, name }: Thrown): string {
  if (code !== undefined && Object.hasOwn(MESSAGES, code)) return code;
  if (status === 429) return "over_request_rate_limit";
  if (name === "AuthSessionMissingError") return "session_not_found";
  // fetch throws a TypeError when there was no answer; auth-js wraps it under its own name.
  if (name === "AuthRetryableFetchError" || name === "TypeError") return "unreachable";
  return code ?? "unknown";
}

/** Shortest password that is taken, in characters. */
export const MIN_PASSWORD = 10;

/** Checked here as well, so that the answer comes at once and in the same words. */
export function checkPassword(password: string): void {
  if (Array.from(password).length < MIN_PASSWORD) throw new AuthFailure("weak_password", PASSWORD_RULE);
}
