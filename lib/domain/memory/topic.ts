import { languageOf } from "../offline/languages";
import { foldedWords } from "../offline/terms-of";
import { stem } from "../offline/stem";
import { foldPhrase, isEastAsian } from "../summaries/fold-phrase";
import type { StatementRule } from "./statement";

type Groups = Readonly<Record<string, string | undefined>>;

/** Things of which there is one value at a time, whatever it looks like. */
const ATTRIBUTES = new Set(
  words(
    "name nickname address birthday birthdate anniversary age number phone mobile email mail colour color size height weight budget deadline date time day place location job title role salary employer company boss manager team timezone language currency car bike laptop phone editor stack favourite favorite preferred username handle codename port version price cost goal limit doctor dentist school university hometown city country code hotel flight room seat adresse geburtstag telefonnummer nummer alter beruf frist termin budget farbe größe âge adresse anniversaire numéro métier couleur taille dirección cumpleaños número edad color talla plazo presupuesto fecha",
  ),
);
/** They say when or how sure, not what. */
const LOOSE = new Set(
  words(
    "current currently new old now latest own actual real own the a an my our of to for is are was any more anymore at all lot very much these days either too so still also nicht kein keine keinen keinem gern gerne mehr aktuell aktuelle aktueller neu neue neuer mein meine der die das pas plus du de la le les un une actuel actuelle nouveau nouvelle mi el la los las un una actual nuevo nueva",
  ),
);
const MOST_WORDS = 6;

function words(list: string): string[] {
  return list.split(" ").map((word) => stem(foldPhrase(word)));
}

/** Words as topics are made of them: stemmed, in alphabetical order, without those that carry nothing. */
function bag(text: string): string {
  if (isEastAsian(text)) return foldPhrase(text.replaceAll(/[的了。！!，,、\s]|です$|だ$/gu, ""));
  const { stopWords } = languageOf(text, foldedWords(text));
  const stems = foldedWords(text)
    .filter((word) => !stopWords.has(word))
    .map(stem)
    .filter((word) => !LOOSE.has(word));
  return [...new Set(stems)].slice(0, MOST_WORDS).sort().join(" ");
}

const PREPOSITION =
  /\s(?:in|with|for|on|at|by|as|when|without|from|that|which|who|because|mit|für|bei|ohne|wenn|als|avec|pour|dans|sans|au|aux|à|que|con|al|a|para|sin|cuando)\s/iu;

/** The thing that is preferred: of "short answers" answers. Empty where more is said of it. */
function head(value: string): string {
  if (isEastAsian(value)) return bag(value).slice(-2);
  if (PREPOSITION.test(` ${value} `)) return "";
  return bag(value.split(/\s+/).at(-1) ?? "");
}

/** Numbers, places, kinds and names are different things to say of the same subject. */
function classOf(value: string): string {
  if (/^\p{P}*\d/u.test(value)) return " #";
  if (/^(?:an?|the|eine?n?|der|die|das|une?|le|la|una?|el) /iu.test(value)) return " a";
  if (/^(?:in|at|on|from|near|aus|bei|am|im|à|en|de|du) /iu.test(value)) return " in";
  return "";
}

/** What a statement is about, in a form in which two about the same are equal; null where nothing can contradict it. */
export function topicName(rule: Pick<StatementRule, "topic">, groups: Groups): string | null {
  if (rule.topic === null) return null;
  const value = groups["value"] ?? groups["value2"] ?? "";
  const subject = bag(groups["subject"] ?? "");
  if (rule.topic === "$subject") return subject === "" ? null : subjectTopic(subject, value);
  if (rule.topic === "prefer $value $subject") return choiceTopic(bag(value), subject);
  return filled(rule.topic, { $subject: subject, $value: bag(value), $head: head(value) });
}

/** null where something that the topic needs is empty. */
function filled(topic: string, fillings: Readonly<Record<string, string>>): string | null {
  let name = topic;
  for (const [place, filling] of Object.entries(fillings)) {
    if (filling === "" && name.includes(place)) return null;
    name = name.replace(place, filling);
  }
  return inOrder(name);
}

function subjectTopic(subject: string, value: string): string {
  return subject.split(" ").some((word) => ATTRIBUTES.has(word)) ? subject : subject + classOf(value);
}

function choiceTopic(one: string, other: string): string | null {
  return one === "" || other === "" ? null : inOrder(`prefer ${one} ${other}`);
}

function inOrder(topic: string): string {
  return topic.split(" ").sort().join(" ");
}

/** A topic that a model or a user has named, as ours are written. */
export function foldTopic(topic: string): string | null {
  const folded = bag(topic.slice(0, 120));
  return folded === "" ? null : folded;
}

/** What is said of a topic, in a form in which two that say the same are equal. */
export function foldValue(rule: Pick<StatementRule, "topic" | "not">, groups: Groups, whole: string): string {
  const polarity = rule.not === true ? "not " : "";
  const value = groups["value"] ?? groups["value2"] ?? whole;
  // What is liked stands in the topic; what is said of it is that it is liked, or not.
  if (rule.topic?.endsWith("$value") === true) return `${polarity}so`;
  return polarity + (bag(value) || foldPhrase(value));
}

/** What a text without a known turn of phrase says, for comparing. */
export function foldWhole(text: string): string {
  return bag(text) || foldPhrase(text);
}
