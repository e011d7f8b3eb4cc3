import type { FactKind } from "@/types/summary";

type StatementKind = Extract<FactKind, "decision" | "constraint" | "preference" | "question">;

/** The first that fits. English first; the commonest turns of phrase of some other languages. */
const CUES: readonly (readonly [StatementKind, RegExp])[] = [
  [
    "question",
    /\b(?:open questions?|still (?:need|have) to (?:decide|clarify|find out|choose|check)|(?:to be|tbd|not yet) (?:decided|determined|clarified|confirmed)|TBD|undecided|not (?:yet )?(?:clear|sure|decided) (?:yet )?(?:whether|if|who|what|when|where|which|how)|don['’]t know yet)\b|\boffen(?:e Frage| ist noch)|未定|待定|还没决定/iu,
  ],
  [
    "decision",
    /\b(?:decided|decision|agreed|we chose|we(?:['’]ve| have) chosen|settled on|(?:let['’]s|we(?:['’]ll| will)|i(?:['’]ll| will)) (?:go with|use|stick with|switch to|move to|adopt|drop)|going with|approved|signed off|final answer|we(?:['’]re| are) (?:using|switching|moving|dropping)|opted for|instead of)\b|\b(?:beschlossen|entschieden|einigen uns|nehmen wir)\b|\b(?:on a décidé|nous avons décidé|décidé de)\b|\b(?:decidimos|hemos decidido|acordamos)\b|决定|決定|決めた|決めました|同意/iu,
  ],
  [
    "preference",
    /\b(?:i(?:['’]d)? (?:really |much |always |usually )?(?:prefer|like|love|enjoy|hate|dislike|favou?r)|i(?:['’]d| would) rather|i (?:don['’]t|do not) (?:like|want|eat|drink)|my favou?rite|call me|i(?:['’]m| am) (?:a )?(?:allergic|vegetarian|vegan|left-handed)|prefers?|please (?:always|keep (?:it|answers|replies)))\b|\b(?:ich mag|ich bevorzuge|mein lieblings\p{L}*|am liebsten)\b|\b(?:je préfère|j['’]aime)\b|\b(?:prefiero|me gusta)\b|喜欢|更喜欢|喜歡|好き|好む/iu,
  ],
  [
    "constraint",
    /\b(?:must(?:n['’]t)?|must not|never|always|at most|at least|no (?:more|less|later|fewer) than|not (?:allowed|permitted|exceed)|cannot|can['’]t|may not|shall(?: not)?|required?|requires|mandatory|forbidden|deadline|limit(?:ed)? (?:of|is|to)|budget (?:is|of)|has to (?:be|stay|run|work|fit)|have to (?:be|stay|run|work|fit)|maximum|minimum|only (?:on|in|from|with|after|before|the)|without (?:any|a)|due (?:by|on))\b|\b(?:muss|müssen|darf nicht|dürfen nicht|höchstens|mindestens|spätestens)\b|\b(?:doit|ne doit pas|au plus|au moins|interdit)\b|\b(?:debe|no debe|como máximo|al menos)\b|必须|必須|禁止|不要|不能|最多|至少|必ず|しないで|以内/iu,
  ],
];

/** What a sentence does, where that has to be kept: decides, limits, prefers, or leaves a question open. */
export function statementKind(sentence: string): StatementKind | null {
  for (const [kind, cue] of CUES) if (cue.test(sentence)) return kind;
  return null;
}
