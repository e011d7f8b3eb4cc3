import { sentencesOf } from "../summaries/sentences";
import { blankQuoted } from "./quoted-parts";

/** An assistant's question whether to remember something; `what` is what would be remembered. */
const OFFERS: readonly RegExp[] = [
  /^(?:(?:and|so|by the way),? )?(?:shall|should|may|can|do you want me to|would you like me to|want me to|is it ok(?:ay)? if)(?: i)? (?:remember|keep in mind|save|note|store)(?: (?:this|that|the following|for (?:later|you)))?\s*[:,]?\s*(?<what>.+?)\?$/isu,
  /^(?:soll|darf|kann) ich (?:mir )?(?:merken|im kopf behalten|festhalten)\s*[:,]?\s*(?:dass )?(?<what>.+?)\?$/isu,
  /^(?:dois-je|puis-je|veux-tu que je|voulez-vous que je) (?:retenir|retienne|me souvenir|noter|note)\s*:?\s*(?:que |qu['’])?(?<what>.+?)\s?\?$/isu,
  /^¿?(?:quieres que|debo|puedo|te gustaría que) (?:recuerde|recordar|guarde|anote)\s*:?\s*(?:que )?(?<what>.+?)\?$/isu,
  /^(?:需要|要)?(?:我)?(?:要不要|需不需要|可以)?(?:帮你|幫你)?(?:记住|記住|记下|記下)[：:，,]?(?<what>.+?)(?:吗|嗎)?[？?]$/su,
  /^(?<what>.+?)(?:こと|と)?(?:を)?(?:覚えて|記憶して|メモして)(?:おき|おい)?(?:ましょうか|ますか|てもいいですか|もよろしいですか)[？?]?$/su,
];

const YES =
  /^(?:(?:yes|yeah|yep|yup|sure|of course|absolutely|definitely|ok|okay|please|please do|do (?:it|that|so)|go ahead|correct|right|exactly|ja|ja gerne|gerne|bitte|klar|natürlich|genau|oui|d['’]accord|bien sûr|s['’]il te pla[iî]t|s['’]il vous pla[iî]t|volontiers|sí|si|claro|vale|por favor|por supuesto|sim|certo|va bene|per favore|да|конечно|пожалуйста|是|是的|好|好的|要|对|對|请|請|可以|行|嗯|はい|うん|ええ|お願いします|お願い|そうです|頼む)[\s,，、.。!！]*)+$/iu;

/** A claim in an offer is the assistant's word; more than a sentence is hidden behind one click. In UTF-16 units. */
const LONGEST = 300;

/**
 * What an assistant has asked to remember and a user has agreed to with nothing but a yes; null where it did not ask with its
 * last words, only quoted such a question, or the answer says more.
 */
export function confirmedWords(reply: string, answer: string): string | null {
  if (!YES.test(answer.trim())) return null;
  const asked = lastQuestion(reply.trimEnd());
  if (asked === null) return null;
  for (const offer of OFFERS) {
    const what = offer.exec(asked)?.groups?.["what"]?.trim();
    if (what !== undefined) return bare(what);
  }
  return null;
}

/** The last sentence, where it is the assistant's own and not quoted. */
function lastQuestion(text: string): string | null {
  const last = sentencesOf(text).at(-1);
  if (last === undefined || last.code || !text.endsWith(last.text)) return null;
  if (/^\s*(?:>|&gt;|\|)/.test(text.slice(text.lastIndexOf("\n") + 1))) return null;
  // Inside a quotation that began before it, the question is somebody else's.
  const blanked = blankQuoted(text).slice(text.length - last.text.length);
  return blanked.startsWith("\0") ? null : last.text;
}

function bare(what: string): string | null {
  const words = what.replace(/^(?:that|dass)\s+/iu, "").replaceAll(/^[“„«「"']|[”“»」"']$/gu, "");
  return words.length < 3 || words.length > LONGEST ? null : words;
}
