import { describe, expect, it } from "vitest";
import { holdsSecret } from "@/lib/domain/memory/secrets";

const SECRETS = [
  "My password is hunter2.",
  "hunter2 is my password",
  "The wifi password: blue-Horse-77",
  "password=Tr0ub4dor&3",
  "Mein Passwort lautet Sommer2026!",
  "Das Kennwort ist Igel99",
  "Mon mot de passe est Chocolat12",
  "Mi contraseña es gato123",
  "A minha senha é 12345678",
  "La mia password è topolino88",
  "Мой пароль: qwerty123",
  "我的密码是 abc12345",
  "パスワードはsakura2026です",
  "내 비밀번호는 1234abcd",
  "hasło to Kotek77",
  "şifrem Ankara06",
  "كلمة المرور هي Nour2026",
  "My PIN is 4921",
  "The CVV is 123",
  "My API key is abcd1234efgh",
  "AKIAIOSFODNN7EXAMPLE",
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "sk-proj-4f9aJ2kLmN8pQr5tUvWx",
  "xoxb-1234567890-abcdefghij",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
  "-----BEGIN OPENSSH PRIVATE KEY-----",
  "postgres://admin:s3cret@db.example.com/app",
  "Authorization: Bearer abcdef1234567890abcdef",
  "4111 1111 1111 1111",
  "The card number is 1234 5678",
  "My card is 5500-0000-0000-0004",
  "army van defense carry jealous true garbage claim echo media make crunch",
  "My recovery phrase is apple banana",
  "q7Zx93LmP0vKt82BnRy5WdEa",
  "My p\u200Bassword is hunter2",
];

const HARMLESS = [
  "My dog's name is Biscuit.",
  "I use a password manager.",
  "I prefer passwordless sign-in.",
  "Our secret Santa is on 12 December.",
  "The token budget is a big topic for us.",
  "My locker number is 4471.",
  "My library card number is 4174.",
  "My phone number is +47 22 12 34 56.",
  "The meeting is on 2026-11-21 at 10:30.",
  "I live at 12 Rue de la Clef, Paris.",
  "My order is 550e8400-e29b-41d4-a716-446655440000.",
  "I like the piano and the key of C minor.",
  "The Schlüsselblume is my favourite flower.",
  "Our repository is called throughline-memory-service.",
  "I ran 42 km in 3 hours and 58 minutes.",
  "My favourite number is 1234567890123.",
  "我喜欢爵士乐。",
];

describe("secrets", () => {
  it.each(SECRETS)("sees one in: %s", (text) => {
    expect(holdsSecret(text)).toBe(true);
    expect(holdsSecret(`By the way, ${text}`)).toBe(true);
  });

  it.each(HARMLESS)("sees none in: %s", (text) => {
    expect(holdsSecret(text)).toBe(false);
  });
});
