import { foldedWords } from "./terms-of";

type SmallTalk = { said: RegExp; answer: string };

/** Tested against the whole message, folded; a message with anything more in it is no small talk. */
const KINDS: readonly SmallTalk[] = [
  {
    said: /^(?:(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:morgen|tag|abend)|servus|moin|gruss gott|bonjour|bonsoir|salut|coucou|hola|buenos dias|buenas (?:tardes|noches)|ciao|buongiorno|buonasera|salve|ola|oi|bom dia|boa (?:tarde|noite)|привет|здравствуите|здравствуи|добрыи (?:день|вечер)|доброе утро|مرحبا|سلام عليكم|اهلا)(?: (?:there|all|everyone|you|zusammen|tous|todos|a tutti|again))?)$/,
    answer: "Hello. Tell me something, and ask me about it later.",
  },
  {
    said: /^(?:你好|您好|嗨|早上好|晚上好|こんにちは|こんばんは|おはよう|おはようございます|やあ)$/,
    answer: "Hello. Tell me something, and ask me about it later.",
  },
  {
    said: /^(?:(?:ok|okay|great|perfect|merci|super) )?(?:thanks|thank you|thx|cheers|ta|danke|danke schon|vielen dank|dankeschon|merci|gracias|muchas gracias|grazie|grazie mille|obrigado|obrigada|muito obrigado|спасибо|большое спасибо|شكرا)(?: (?:a lot|so much|very much|you|again|sehr|beaucoup|a million))?$/,
    answer: "You are welcome.",
  },
  { said: /^(?:谢谢|謝謝|多谢|ありがとう|ありがとうございます|どうも)$/, answer: "You are welcome." },
  {
    said: /^(?:bye|goodbye|bye bye|see you|see you (?:later|soon|tomorrow)|good night|tschuss|auf wiedersehen|gute nacht|bis (?:bald|spater|morgen)|au revoir|bonne nuit|a bientot|adios|hasta (?:luego|manana|pronto)|buenas noches|arrivederci|buonanotte|a presto|tchau|adeus|ate (?:logo|amanha)|boa noite|пока|до свидания|مع السلامة|再见|再見|拜拜|さようなら|またね|おやすみ)$/,
    answer: "Goodbye. What you told me stays in this conversation.",
  },
  {
    said: /^(?:(?:hi|hello|hey) )?(?:how are you(?: (?:doing|today))?|how is it going|how s it going|hows it going|how do you do|what s up|whats up|wie geht(?: ?e)? ?s(?: dir| ihnen)?|wie geht es (?:dir|ihnen)|ca va|comment (?:ca va|vas tu|allez vous)|como (?:estas|esta|vai)|que tal|come (?:stai|sta|va)|tudo bem|как дела|как ты|كيف حالك|你好吗|お元気ですか|元気)$/,
    answer: "Well enough, thank you, for a model without a network.",
  },
  {
    said: /^(?:ok|okay|k|all right|alright|fine|good|great|nice|cool|perfect|sure|yes|yep|yeah|no|nope|got it|i see|understood|gut|alles klar|ja|nein|d accord|oui|non|vale|bueno|si|va bene|certo|tudo bem|sim|nao|да|нет|хорошо|ладно|نعم|لا|好|好的|是|はい|いいえ|わかった|了解)$/,
    answer: "All right.",
  },
  {
    said: /^(?:who|what) are you$|^are you (?:an? )?(?:ai|bot|robot|human|real|llm|model|person)(?: .*)?$|^what (?:can|do) you do$|^what model (?:are you|is this)$|^help$|^wer bist du$|^was (?:bist|kannst) du$|^qui es tu$|^quien eres$|^chi sei$|^quem e voce$|^кто ты$|^من انت$|^你是谁$|^你是誰$|^あなたは誰ですか$/,
    answer: "I am a stand-in that needs no key and no network.",
  },
];

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LONGEST = 60;

function plain(message: string): string {
  const bare = message
    .normalize("NFKC")
    .replaceAll(/[^\p{L}\p{N}\p{M}'’]+/gu, " ")
    .trim();
  if (EAST_ASIAN.test(bare)) return bare.replaceAll(" ", "");
  return foldedWords(bare.replaceAll(/['’-]/g, " ")).join(" ");
}

/** A kind short answer to a greeting, thanks, a goodbye and the like; null for everything else. */
export function smallTalkAnswer(message: string): string | null {
  if (message.length > LONGEST) return null;
  const said = plain(message);
  return KINDS.find((kind) => kind.said.test(said))?.answer ?? null;
}
