/** Shapes of keys and tokens, by who issues them. */
const ISSUED: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE|PGP)/,
  /\b(?:A3T|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{12,}/,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|sk-|sk_(?:live|test)_|pk_(?:live|test)_|rk_(?:live|test)_|whsec_|gsk_|hf_|npm_|pypi-|dop_v1_|shpat_|sq0[a-z]{3}-|SG\.|ya29\.|AIza|key-|r8_|lin_api_|nvapi-|xai-|dckr_pat_|pat-|EAAC|sbp_|sb_secret_|eyJhbGci)[\w.-]{8,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}/,
  /\bssh-(?:rsa|ed25519|dss) AAAA/,
  /\b(?:[a-z][a-z0-9+.-]*):\/\/[^\s/:@]+:[^\s/@]+@/i,
  /\bBearer\s+[\w.~+/-]{12,}/i,
  /\b(?:0x)?[0-9a-f]{64}\b/i,
  /\b[5KL][1-9A-HJ-NP-Za-km-z]{50,51}\b|\b[xyz]prv[\w]{20,}/,
];

const NAMES = [
  "pass(?:word|wd|phrase|code)s?|pwd|pw",
  "(?:api|access|secret|private|encryption|signing|license|licence|recovery|backup|security|master|session|auth(?:entication|orization)?|bearer|refresh|client|ssh|pgp|gpg|wallet|deploy)[\\s_-]?(?:keys?|tokens?|codes?|secrets?|phrases?|words)",
  "(?:seed|mnemonic|recovery)(?: phrase| words)?|secret|token|credentials?|pin(?:[\\s-]?(?:code|number))?|puk|cvv2?|cvc|otp|2fa|totp|mfa codes?|tan|one[\\s-]time (?:code|password)|(?:credit|debit|bank|visa|master)[\\s-]?cards?(?: numbers?)?|(?<!(?:library|club|membership|member|loyalty) )card numbers?|social security(?: number)?|ssn|wi-?fi key",
  "passw[oö]rt|kennwort|zugangsdaten|zugangscode|geheimzahl|schlüssel|sicherheitscode|kreditkarte(?:nnummer)?|kartennummer|wiederherstellungs(?:schlüssel|phrase)",
  "mots? de passe|mdp|code (?:secret|pin|confidentiel|d['’]accès)|clés? (?:secrète|privée|api|d['’]api)|jeton|identifiants|carte (?:bancaire|bleue|de crédit)|phrase (?:de récupération|secrète)",
  "contraseñas?|clave(?: secreta| privada| de acceso| api)?|código (?:secreto|pin|de acceso)|tarjeta(?: de crédito| bancaria)?|frase (?:semilla|de recuperación)|credenciales",
  "password|parola d['’]ordine|chiave (?:segreta|privata|api)|codice (?:segreto|pin)|carta di credito|senhas?|palavra-passe|chave (?:secreta|privada|de api)|cartão(?: de crédito)?",
  "парол[ьяеию]|пин-?код|токен|секретн\\p{L}+|приватн\\p{L}+ ключ|ключ(?: api)?|сид-?фраз\\p{L}|номер карты|кодовое слово",
  "wachtwoord(?:en)?|pincode|toegangscode|hasło|hasła|kod pin|heslo|lösenord|adgangskode|passord|salasana|jelszó|parolă|parola|şifre(?:m|si)?|κωδικός(?: πρόσβασης)?|mật khẩu|kata sandi|סיסמה|סיסמא|كلمة (?:المرور|السر)|الرمز السري|رمز عبور|पासवर्ड|รหัสผ่าน",
  "密码|密碼|口令|暗号|密钥|密鑰|私钥|私鑰|令牌|验证码|驗證碼|助记词|助記詞|信用卡(?:号|號)?|银行卡(?:号|號)?|卡号|パスワード|暗証番号|秘密鍵|合言葉|トークン|認証コード|シードフレーズ|クレジットカード|カード番号|비밀번호|암호|인증번호|개인키|카드 ?번호",
].join("|");
const LETTER_BEFORE = "(?<![\\p{L}\\p{N}])";
const WIDE_NAME = /[\p{Script=Han}\p{Script=Kana}\p{Script=Hira}\p{Script=Hang}]/u;

/** A word for a secret, and close behind it something that may be one. */
const NAMED = new RegExp(
  `(?:${LETTER_BEFORE}(?:${NAMES})(?![\\p{Ll}])|(?:密|口令|私|パス|暗|비밀)\\p{L}*)`,
  "giu",
);
/** What makes the word itself harmless: somebody speaks of passwords, not one. */
const ABOUT =
  /^(?:['’]s)?[\s_-]*(?:managers?|polic(?:y|ies)|resets?|fields?|hash(?:es|ing)?|protect\p{L}*|less|strength|rules?|rotation|generators?|limits?|counts?|budgets?|usage|windows?|per|santa|garden|sauce|recipe|ingredient|society|service|weapon|vault|management|board|holder|readers?|games?|tricks?|shop|up|down|is (?:on|in|kept|stored|not|too|never|always|in my)|are (?:on|in|kept|stored|not|too|never|always))(?![\p{L}])/iu;
/** "… is X", "…: X", "… = X", in the languages above. */
const SAYS =
  /^[\s)"'”’」]*(?:[:：=➜→-]|[\p{L}\p{N} .,'’&-]{0,40}?(?<![\p{L}])(?:is|are|was|be|equals|reads|ist|lautet|sind|war|est|sont|es|son|era|è|é|это|is:|jest|är|er|on|van|olarak|hiện|là|هي|هو|है|คือ)(?![\p{L}])|[是为為叫]|[はが])/iu;
const VALUE_LIKE = /(?=[^\s]*\d)(?=[^\s]*\p{L})[^\s]{4,}|\d{3,}|[^\s\p{L}\p{N}]{2,}|\p{L}+[\d_!@#$%^&*]+/u;

const TOKEN = /[A-Za-z0-9+/_=.~-]{20,}/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Bits for each character from which on a word of letters and digits is no word. */
const RANDOM_BITS = 3.5;

/**
 * Whether a text holds a key, a token, a password, a card number, a private key or a seed phrase, by their shapes, their
 * randomness, or the words around them. In doubt it does.
 */
export function holdsSecret(text: string): boolean {
  const plain = text.normalize("NFKC").replaceAll(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, "");
  if (ISSUED.some((shape) => shape.test(plain))) return true;
  return holdsCard(plain) || holdsNamed(plain) || holdsSeed(plain) || holdsRandom(plain);
}

function holdsNamed(text: string): boolean {
  for (const match of text.matchAll(NAMED)) {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 120);
    if (ABOUT.test(after) && !VALUE_LIKE.test(after.slice(0, 40))) continue;
    if (SAYS.test(after) || VALUE_LIKE.test(after)) return true;
    // "hunter2 is my password": the value stands in front.
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    if (
      /(?:is|ist|est|es|是|が|は)\s+(?:my|our|the|mein|unser|das|mon|le|mi|la|我的|私の)?\s*\S*\s*$/iu.test(
        before,
      )
    )
      return true;
    if (WIDE_NAME.test(match[0]) && VALUE_LIKE.test(before)) return true;
  }
  return false;
}

function holdsCard(text: string): boolean {
  for (const [run] of text.matchAll(/(?<![\d.])\d(?:[ .-]?\d){12,18}(?![\d])/g)) {
    const digits = run.replaceAll(/\D/g, "");
    if (passesLuhn(digits) && new Set(digits).size > 1) return true;
  }
  return false;
}

/** The check digit of payment cards (ISO/IEC 7812-1). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    let digit = Number(digits.charAt(digits.length - 1 - i));
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

const SMALL_WORDS =
  /^(?:the|and|for|with|that|this|was|are|but|not|you|all|can|had|her|his|our|out|has|him|how|its|may|who|did|get|from|they|have|been|were|will|would|there|their|what|when|which|und|der|die|das|ist|nicht|les|des|que|para|con|una)$/;

/** Twelve words or more in a row, as wallets write them (BIP 39): short, small letters, none that a sentence needs. */
function holdsSeed(text: string): boolean {
  let run = 0;
  for (const word of text.split(/[\s,]+|\d{1,2}[.)]/)) {
    if (word === "") continue;
    run = /^[a-z]{3,8}$/.test(word) && !SMALL_WORDS.test(word) ? run + 1 : 0;
    if (run >= 12) return true;
  }
  return false;
}

function holdsRandom(text: string): boolean {
  for (const [token] of text.matchAll(TOKEN)) {
    if (UUID.test(token) || /^[\d./-]+$/.test(token) || looksLikeWords(token)) continue;
    if (bitsOf(token) >= RANDOM_BITS && /\d/.test(token) && /[A-Za-z]/.test(token)) return true;
  }
  return false;
}

/** Addresses, paths and names with hyphens are made of words. */
function looksLikeWords(token: string): boolean {
  const parts = token.split(/[./_=~+-]+/).filter((part) => part !== "");
  return parts.every(
    (part) => part.length < 16 && !(/\d/.test(part) && /[A-Za-z]{2}.*\d.*[A-Za-z]/.test(part)),
  );
}

function bitsOf(token: string): number {
  const counts = new Map<string, number>();
  for (const character of token) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / token.length) * Math.log2(count / token.length);
  return bits;
}
