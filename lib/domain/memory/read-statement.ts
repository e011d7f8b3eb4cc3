import { mentionsIn } from "../summaries/mentions-in";
import { languageOf } from "../offline/languages";
import { foldedWords } from "../offline/terms-of";
import { isQuestion } from "../offline/is-question";
import { explicitRequest } from "./explicit-request";
import { CHINESE_RULES, JAPANESE_RULES } from "./rules-asian";
import { ENGLISH_RULES, ENGLISH_THINGS } from "./rules-english";
import { FRENCH_RULES } from "./rules-french";
import { GERMAN_RULES } from "./rules-german";
import { MORE_RULES, SPANISH_RULES } from "./rules-spanish";
import type { Statement, StatementRule } from "./statement";
import { foldValue, topicName } from "./topic";

/** Longer sentences say too much to be one entry, in UTF-16 units. */
const LONGEST = 400;

/** What people say before they say something. */
const LEAD =
  /^(?:(?:hi|hello|hey|oh|ah|ok(?:ay)?|well|so|and|but|also|yes|yeah|no|nope|sorry|actually|in fact|by the way|btw|anyway|just so you know|for your information|as you know|i (?:forgot|should|wanted|have|need) to (?:mention|add|say|tell you|correct)|(?:i )?should mention|you should know|it['’]s worth (?:noting|knowing)|update|(?:big |great |good )?news|correction|note|important|fun fact|fact|one more thing|ps|today|yesterday|this week|i think|i guess|i mean(?:t)?|to be clear|let me correct (?:that|myself)|i was wrong|i misspoke|(?:i|we)(?:['’]ve| have)?(?: just| recently)? (?:moved(?: house| home| flat| again)?|relocated|changed jobs|switched jobs|got a new job)(?=\s*[:;—–]|\s+-\s)|(?:ich bin|wir sind) umgezogen(?=\s*[:;—–]|\s+-\s)|j['’]ai déménagé(?=\s*[:;—–]|\s+-\s)|me he mudado(?=\s*[:;—–]|\s+-\s)|that['’]s wrong|not any ?more|hallo|also|übrigens|ach ja|ach|ja|nein|doch|eigentlich|korrektur|nachtrag|und|wichtig|salut|bonjour|au fait|en fait|d['’]ailleurs|oui|non|et|correction|hola|por cierto|en realidad|sí|no|y|corrección|perdón|ciao|comunque|in realtà|olá|aliás|na verdade|привет|кстати|вообще-то|нет|да|и)[\s,!:;.—–-]+(?:that |dass |que |che |что )?|(?:对了|對了|顺便说一下|順便說一下|顺便|其实|其實|更正|不对|不對|哦|嗯|另外|还有|ちなみに|実は|訂正|いや|いいえ|はい|あと|そうそう|あの)[，,、：:。\s]*)+/iu;

const LANGUAGES: readonly (readonly StatementRule[])[] = [
  ENGLISH_RULES,
  GERMAN_RULES,
  FRENCH_RULES,
  SPANISH_RULES,
  CHINESE_RULES,
  JAPANESE_RULES,
  MORE_RULES,
];

/** For what somebody asks to be remembered, whatever it is. */
const ANYTHING: readonly StatementRule[] = [
  {
    kind: "instruction",
    pattern:
      /^to (?<value>(?:always|never|use|answer|reply|respond|write|speak|call|keep|format|avoid|include|be)\b.+)$/iu,
    topic: null,
  },
  { kind: "goal", pattern: /^to (?<value>.+)$/iu, topic: null },
  {
    kind: "fact",
    pattern:
      /^(?<subject>[^,，。:：]{2,60}?)(?: (?:is|are|was|were|ist|sind|war|est|sont|es|son|è|é) |['’]s |[是为為]|は)(?<value>.+)$/iu,
    topic: "$subject",
  },
  { kind: "fact", pattern: /^(?<value>.+)$/su, topic: null },
];

/**
 * What a sentence of a user's own says that is worth keeping: a fact, a preference, a standing instruction, a goal, a
 * decision or an open question; null where it says nothing of the kind, or asks.
 */
export function readStatement(sentence: string): Statement | null {
  if (sentence.length > LONGEST) return null;
  const asked = explicitRequest(sentence.trim().replace(LEAD, "")) ?? explicitRequest(sentence);
  if (asked === null && isQuestion(sentence) && !isOpenQuestion(sentence)) return null;
  const content = (asked ?? sentence).trim().replace(LEAD, "").trim();
  return content.length < 2 || /[:：]$/.test(content) ? null : stated(content, asked !== null);
}

function stated(content: string, explicit: boolean): Statement | null {
  for (const rules of LANGUAGES) {
    const found = byRules(rules, content, explicit);
    if (found !== null) return found;
  }
  const thing = byRules(ENGLISH_THINGS, content, explicit);
  if (thing !== null && (explicit || isCheckable(content))) return thing;
  return explicit ? byRules(ANYTHING, content, true) : null;
}

function byRules(rules: readonly StatementRule[], content: string, explicit: boolean): Statement | null {
  const bare = content.replace(/[.!。！\s]+$/u, "");
  for (const rule of rules) {
    const match = rule.pattern.exec(bare);
    if (match === null) continue;
    const groups = match.groups ?? {};
    const topic = topicName(rule, groups);
    return {
      kind: rule.kind,
      content: capitalised(content),
      topic,
      value: foldValue(rule, groups, bare),
      explicit,
    };
  }
  return null;
}

function isOpenQuestion(sentence: string): boolean {
  return /^(?:open question|offene frage|question ouverte|pregunta abierta|待定|未定)/iu.test(
    sentence.replace(LEAD, ""),
  );
}

function isCheckable(sentence: string): boolean {
  const language = languageOf(sentence, foldedWords(sentence));
  return mentionsIn({ text: sentence, code: false }, language).length > 0;
}

function capitalised(text: string): string {
  const first = text.slice(0, 1);
  return first.toLocaleUpperCase("en") + text.slice(1);
}
