import { render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ConfirmLink } from "@/components/account/confirm-link";
import { ForgotForm } from "@/components/account/reset-form";
import { ConfigProvider } from "@/lib/client/hooks/config-context";
import type { RuntimeConfig } from "@/types/runtime-config";

// Nothing listens at this address: none of these answers may need the server.
const CONFIG: RuntimeConfig = {
  supabaseUrl: "http://127.0.0.1:1",
  supabaseKey: "key",
  cookieName: "throughline-test",
  guests: true,
  hosted: true,
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A session of this browser, stored as the real client stores it. */
function signIn(): void {
  const expires = 4_000_000_000;
  const session = {
    access_token: `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: "x", exp: expires })}.c2ln`,
    refresh_token: "r",
    token_type: "bearer",
    expires_in: 3_600,
    expires_at: expires,
    user: { id: "00000000-0000-4000-8000-0000000000aa", aud: "authenticated", email: "mara@example.org" },
  };
  document.cookie = `${CONFIG.cookieName}=base64-${part(session)}; path=/`;
}

async function open(address: string): Promise<string> {
  window.history.replaceState(null, "", address);
  render(
    <ConfigProvider config={CONFIG}>
      <ConfirmLink />
    </ConfigProvider>,
  );
  const alert = await screen.findByRole("alert");
  expect(screen.getByRole("link", { name: "Back to sign in" })).toBeTruthy();
  return alert.textContent;
}

afterEach(() => {
  document.cookie = `${CONFIG.cookieName}=; path=/; max-age=0`;
  window.history.replaceState(null, "", "/");
});

describe("a link from the mail that does not work, opened while signed in", () => {
  it.each([
    [
      "query",
      "/auth/confirm?error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid",
    ],
    [
      "hash",
      "/auth/confirm#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid",
    ],
  ])("says that it has expired when the %s tells", async (_place, address) => {
    signIn();
    expect(await open(address)).toBe("This link has expired or was used already. Ask for a new one.");
  });

  it("shows no words that came with the link", async () => {
    signIn();
    const told = await open("/auth/confirm?error=server_error&error_description=Call+this+number");
    expect(told).toBe("This link did not work. Ask for a new one.");
  });

  it("does not take an older session for the link's", async () => {
    signIn();
    expect(await open("/auth/confirm?code=5d2c")).toMatch(/was asked for in another browser/);
  });
});

describe("a forgotten password", () => {
  const show = (hosted: boolean) =>
    render(
      <ConfigProvider config={{ ...CONFIG, hosted }}>
        <ForgotForm />
      </ConfigProvider>,
    );

  it("can ask for a link where mail is sent", () => {
    show(true);
    expect(screen.getByRole("button", { name: "Send the link" })).toBeTruthy();
  });

  it("says so where no mail is sent, and leads back", () => {
    show(false);
    expect(screen.getByText(/This installation sends no mail/)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByRole("link", { name: "Back to sign in" })).toBeTruthy();
  });
});
