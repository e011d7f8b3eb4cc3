import { sentencesOf } from "../summaries/sentences";
import { explicitRequest } from "./explicit-request";
import { handing } from "./handed-text";
import { hidesText } from "./hidden-characters";
import { typedLines } from "./pasted-lines";
import { blankQuoted } from "./quoted-parts";

/** What others say, in the user's words. */
const REPORTED =
  /\b(?:according to|as per|quoth|allegedly|supposedly|reportedly|apparently)\b|\b(?:he|she|they|it|who|somebody|someone|everyone|people|one)(?: \p{L}+){0,2}? (?:says?|said|claims?|claimed|told|tells?|asks?|asked|thinks?|thought|believes?|wants?|wanted|states?|stated|suggests?|suggested|insists?|demands?|reckons?|mentioned)\b|\b(?:my|our|the|his|her|their|a|an|this|that) (?:[\p{L}'’-]+ ){1,3}?(?:says?|said|claims?|claimed|told|tells?|asks?|asked|thinks?|wants (?:me|us|you)|states?|stated|suggests?|insists?|demands?|mentioned|mentions)\b|\b\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)? (?:says|said|claims|claimed|told|asks|asked|stated|states|suggests|insists|mentioned|wants (?:me|us|you))\b|\b(?:was|were|been|being|am|are|is) (?:told|asked|instructed|ordered|advised)\b|(?:^|[^\p{L}])(?:laut|angeblich|(?:er|sie|man|mein\p{L}* \p{L}+|der \p{L}+|die \p{L}+|\p{Lu}\p{L}+) (?:sagte?|sagten|meinte?|behauptet\p{L}*|fragte?|bat|verlangt\p{L}*)|selon|d['’]après|(?:il|elle|on|ils|elles|mon \p{L}+|ma \p{L}+|le \p{L}+|la \p{L}+|\p{Lu}\p{L}+) (?:dit|disait|a dit|m['’]a dit|affirme|prétend|demande)|según|(?:él|ella|mi \p{L}+|el \p{L}+|la \p{L}+|\p{Lu}\p{L}+) (?:dice|dijo|me dijo|afirma|pide|pidió)|secondo|dice che|segundo|disse que|по словам|сказал[аи]?|говорит|говорят)(?![\p{L}])|据说|據說|听说|聽說|(?:他|她|它|人)们?(?:说|說|告诉|告訴)|によると|によれば|らしい|そうです|と言って|と言われ|と言った|と言いました|と書いて/u;
/** What is not meant: suppositions, examples, stories. What follows a story goes on with it. */
const SUPPOSED =
  /^(?:\p{L}+,\s+)?(?:if|suppose|supposing|assume|assuming|what if|let['’]s (?:say|assume|pretend|imagine)|say (?:that )?i\b|imagine|pretend|hypothetically|for (?:example|instance)|e\.?g\.?|wenn|falls|angenommen|gesetzt|zum beispiel|z\.\s?b\.|nehmen wir an|si |supposons|admettons|par exemple|imaginons|si,? |supongamos|por ejemplo|imaginemos|se |supponiamo|per esempio|suponhamos|por exemplo|если|допустим|предположим|например)(?![\p{L}])|^(?:如果|假如|假设|假設|假使|要是|比如|例如|倘若|もし|仮に|例えば|たとえば)/iu;
const STORY =
  /\b(?:role-?play\w*|pretend\w*|imagine|fiction(?:al)?|(?:in|for) (?:my|a|the|our) (?:novel|story|book|game|screenplay|play|poem|song|dream|joke)|my character|once upon a time|as a joke|just kidding)\b|rollenspiel|in meinem roman|jeu de rôle|dans mon roman|en mi novela|juego de rol|角色扮演|小说里|小說裡|ロールプレイ|小説の中/iu;
/** People speak of themselves; texts that want to be obeyed speak of "the user". */
const THIRD_PERSON =
  /\b(?:the|this|your|every|any|each) (?:user|customer|human|reader|recipient)(?:['’]s|s)?\b|\buser['’]s\b|\bder (?:be)?nutzer\b|\bl['’]utilisat(?:eur|rice)\b|\b(?:el|la) usuari[oa]\b|\bl['’]utente\b|\bo usuário\b|пользовател|用户|用戶|使用者|ユーザー|利用者/iu;
const LINKED = /https?:\/\/|www\.|\S+@\S+\.\S+/i;
const OWN_LINK =
  /(?<![\p{L}])(?:my|our|mein\p{L}*|unser\p{L}*|mon|ma|notre|mi|nuestr\p{L}*)(?![\p{L}])|我的|我们的|私の/iu;

/**
 * The sentences of a user's message that are their own words, meant as they stand: not quoted, not pasted, not handed over
 * to be worked on, not reported, not supposed. In doubt a sentence is not among them.
 */
export function ownSentences(content: string): string[] {
  if (hidesText(content)) return [];
  const lines = blankQuoted(typedLines(content).join("\n")).split("\n");
  const sentences = lines.flatMap((line) => sentencesOf(line).filter(({ code }) => !code));
  const own: string[] = [];
  for (const [index, { text }] of sentences.entries()) {
    const isLast = index === sentences.length - 1 && content.trimEnd().endsWith(text.slice(-8));
    const handed = handing(withoutRequest(text), isLast);
    if (handed === "around") return [];
    if (handed === "after" || STORY.test(text)) return own;
    if (isOwn(text)) own.push(text.trim());
  }
  return own;
}

/** "Write down that …" hands nothing over: it asks to remember. */
function withoutRequest(sentence: string): string {
  return explicitRequest(sentence) ?? sentence;
}

function isOwn(sentence: string): boolean {
  if (sentence.includes("\0")) return false;
  const told = withoutRequest(sentence);
  if (REPORTED.test(told) || SUPPOSED.test(told) || THIRD_PERSON.test(told)) return false;
  return !LINKED.test(told) || OWN_LINK.test(told);
}
