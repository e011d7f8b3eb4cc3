const MAILLIKE =
  "e-?mails?|mails?|messages?|letters?|documents?|docs?|texts?|articles?|pages?|paragraphs?|passages?|logs?|output|files?|notes|posts?|tweets?|reviews?|comments?|transcripts?|threads?|reports?|pdfs?|snippets?|attachments?|websites?|sites?|sources?|tickets?|issues?|stor(?:y|ies)|poems?|essays?|speech|contract|invoice|memo|newsletter|slides?|screenshot|excerpts?|quotes?|quotation|readme|changelog|spreadsheet|csv|json|xml|html|chat|conversation|sms|whatsapp|results?|search results?|tool|tools|plugin|instructions|prompt|template|example|data|feed|caption|subtitles|lyrics|dialogue|script|brief|summary|minutes|manual|wiki|book|chapter|form|survey|bio|draft";

/** What is done to a text that is handed over: at the beginning of a sentence it needs no object. */
const TRANSFORMS =
  "summari[sz]e|sum up|translate|proofread|spell-?check|rewrite|rephrase|reword|paraphrase|shorten|condense|polish|transcribe|classify|categori[sz]e|fact-?check|tl;?dr|analy[sz]e|extract|parse|respond to|reply to|reformat|convert|complete this|continue (?:this|the)|repeat|echo|say|print|output|type out|read out|quote|act as|pretend|role-?play|imagine|simulate|write|draft|compose|generate|create|invent|describe|evaluate|grade|critique|decode|decrypt|sentiment";
const POLITE =
  "(?:(?:please|pls|hey|hi|hello|ok(?:ay)?|so|now|and|then|next|also|first|just|quick(?:ly)?|(?:can|could|would|will) you|i(?:['’]d| would) like you to|i (?:want|need) you to|help me(?: to)?|let['’]s|kindly)[,!:]?\\s+)*";

const HANDED: readonly RegExp[] = [
  new RegExp(`^${POLITE}(?:${TRANSFORMS})(?![\\p{L}])`, "iu"),
  new RegExp(
    `\\b(?:check|read|look (?:at|over|through)|review|explain|edit|correct|fix|improve|debug|compare|process|answer|format|see|consider|have a look at|go through|tell me (?:about|what)|what (?:do|would) you (?:think|make|say)|thoughts on|opinion (?:on|about|of)|feedback on|is (?:this|it)|what does|what(?:['’]s| is)|summari[sz]e|translate|proofread|rewrite|rephrase|help with|deal with)\\b[^.!?\\n]{0,60}\\b(?:this|that|these|those|it|the (?:following|below|above|attached|pasted)|${MAILLIKE})\\b`,
    "iu",
  ),
  new RegExp(
    `\\b(?:here(?:['’]s| is| are| comes?| you (?:go|have))|(?:this|that|these|the following|below|above|attached|pasted|forwarded) (?:is|are|was|were|comes?|follows?)?|attached|enclosed|(?:found|got|received|copied|pasted|forwarded|saw|read|fetched|retrieved|downloaded|scraped|opened|loaded)\\b)[^.!?\\n]{0,50}\\b(?:${MAILLIKE}|this|following)\\b`,
    "iu",
  ),
  /\b(?:copied|pasted|forwarded|fetched|retrieved|downloaded|scraped|quoted|taken) from\b/i,
  /\b(?:this|these|the following)\b[^.!?\n]*\?["”’)\s]*$/i,
  /\b(?:as follows|the following|see below|verbatim|word for word|copy-?pasted?|pasted|end of (?:the )?(?:mail|message|document|text|file|quote)|begin(?:ning)? of (?:the )?(?:mail|message|document|text|file|quote))\b/iu,
  // A text, or somebody in writing, says something.
  new RegExp(
    `\\b(?:${MAILLIKE}|assistant|chatbot|bot|model|api|system|server|function|agent|search engine|(?:google|wikipedia|chatgpt|siri|alexa|claude|gemini))\\b[^.!?\\n]{0,40}\\b(?:says?|said|states?|stated|reads?|claims?|tells?|told|writes?|wrote|contains?|asks?|asked|wants?|instructs?|demands?|recommends?|returns?|returned|replie[sd]|mentions?|suggests?|prints?|printed|reported|reports|shows?)\\b`,
    "iu",
  ),
  /\b(?:[Hh]e|[Ss]he|[Tt]hey|who|[Ss]omebody|[Ss]omeone|\p{Lu}\p{L}+|(?:[Mm]y|[Oo]ur|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Aa]) (?:[\p{L}-]+ ){0,3}[\p{L}-]+) (?:just |also |has |have |had )*(?:wrote|writes|written|texts|texted|e-?mailed|messaged|sent|sends|forwarded|posted|posts|shared|shares|dictated|published|tweeted|commented|replied|answered|pinged|dm['’]?e?d)\b/u,
  // German, French, Spanish, Italian, Portuguese, Russian.
  /(?:^|[^\p{L}])(?:fasse? (?:mir )?(?:bitte )?(?:das|den|die|diese[nrs]?|folgende\p{L}*)|zusammenfass\p{L}*|fass\p{L}*\s.{0,40}zusammen|übersetz\p{L}*|korrigier\p{L}*|korrekturles\p{L}*|lektorier\p{L}*|formulier\p{L}*|umschreib\p{L}*|schreibe? (?:mir |bitte )?(?:das|den|die|dies\p{L}*|eine?n?)|prüfe? (?:bitte )?(?:das|den|die|dies\p{L}*)|analysier\p{L}*|erkläre? mir|folgende[nrsm]?|im anhang|angehängt|hier ist|hier sind|hier (?:die|der|das|eine?)|unten steht|oben steh\p{L}*|wie folgt|stell dir vor|tu so|(?:die|der|das|eine?) (?:e-?mail|mail|nachricht|brief|dokument|text|artikel|seite|datei|protokoll|webseite|bot|assistent|tool|werkzeug|notiz) (?:\p{L}+ ){0,3}(?:sagt|schreibt|lautet|besagt|behauptet|fordert|enthält|meint|steht|will)|schrieb mir|hat (?:mir |uns )?(?:\p{L}+ )?geschrieben|schreibt(?: mir| uns)?|schickte|hat (?:mir |uns )?(?:\p{L}+ )?geschickt)(?![\p{L}])/iu,
  /(?:^|[^\p{L}])(?:résume\p{L}*|résumer|tradui\p{L}+|corrige\p{L}*|relis\p{L}*|reformule\p{L}*|réécri\p{L}+|analyse[zr]?|explique\p{L}*|écri(?:s|vez) (?:un|une|moi|le|la)|imagine\p{L}*|fais comme si|voici|voilà|ci-(?:dessous|dessus|joint\p{L}*)|suivante?s?|comme suit|(?:le|la|l['’]|ce|cette|un|une) ?(?:e-?mail|mail|courriel|message|lettre|document|texte|article|page|fichier|site|outil|assistant|note) (?:\p{L}+ ){0,3}(?:dit|écrit|indique|affirme|demande|contient|précise)|m['’]a (?:écrit|envoyé|transféré)|a (?:écrit|posté|envoyé|transféré|partagé))(?![\p{L}])/iu,
  /(?:^|[^\p{L}])(?:resum\p{L}+|tradu[czj]\p{L}+|corrige\p{L}*|revis[ae]\p{L}*|reescrib\p{L}+|reformul\p{L}+|analiz\p{L}+|explica\p{L}*|escrib[ea] (?:un|una|me|el|la)|escríbeme|imagina\p{L}*|aquí (?:está|tienes|va)|siguientes?|a continuación|adjunt\p{L}+|(?:el|la|este|esta|un|una) (?:correo|e-?mail|mensaje|carta|documento|texto|artículo|página|archivo|sitio|herramienta|asistente|nota) (?:\p{L}+ ){0,3}(?:dice|dicen|indica|afirma|pide|contiene)|me (?:escribió|envió|mandó|reenvió)|(?:ha|han) (?:escrito|enviado|publicado)|escribió|riassumi|traduci|correggi|riscrivi|ecco|seguente|mi ha (?:scritto|mandato|inviato)|dice (?:la mail|il messaggio|il documento)|resuma|traduza|corrija|reescreva|segue|seguinte|me (?:escreveu|enviou|mandou)|переведи\p{L}*|перескажи\p{L}*|суммируй\p{L}*|резюмируй\p{L}*|исправь\p{L}*|проверь\p{L}*|объясни\p{L}*|вот|следующ\p{L}+|(?:письмо|сообщение|документ|текст|статья) (?:\p{L}+ ){0,3}(?:говорит|пишет|гласит)|написал[аи]?|прислал[аи]?)(?![\p{L}])/iu,
  // Chinese and Japanese.
  /总结|總結|概括|摘要|归纳|翻译|翻譯|校对|校對|润色|潤色|改写|改寫|重写|重寫|分析|解释|解釋|检查一下|看一下|看看|以下|下面|下列|上面|上述|如下|这封|這封|这篇|這篇|这段|這段|这份|這份|这个(?:文件|邮件|网页|消息)|附件|(?:邮件|郵件|文件|文档|文檔|网页|網頁|消息|短信|文章|工具|助手|系统|系統|网站|網站)(?:里|裡|中|上)?(?:说|說|写|寫|要求|显示|顯示|称|稱|提到)|(?:他|她|他们|她们|老板|老闆|同事|朋友|客户|客戶|妈妈|爸爸|经理|經理)(?:发|發|写|寫|转|轉|给我|給我|告诉|告訴|说|說)|发来|發來|转发|轉發|扮演|假装|假裝|想象|想像|写一|寫一|帮我写|幫我寫/u,
  /要約|まとめて|翻訳|訳して|校正|添削|書き直|言い換え|分析|説明して|チェックして|見て(?:ください|くれ|みて)|読んで|以下|次の|下記|上記|上の|この(?:文|文章|メール|メッセージ|記事|ページ|ファイル|書類|資料|手紙|ログ|投稿)|添付|(?:メール|メッセージ|文書|書類|記事|ページ|サイト|ツール|手紙|資料|ファイル|ログ|システム|アシスタント)(?:に|で|には|では|は|が)(?:は)?.{0,20}(?:書|言|と(?:ある|あり)|述べ|要求|表示)|(?:さん|彼|彼女|上司|同僚|友達|友人|先生|社長|部長|母|父)(?:から|が|は|に).{0,25}(?:言|書|送|届|伝え|教え|頼)|届いた|届きました|転送|のふりをして|になりきって|想像して|書いてください|作成して/u,
];

/** Orders to whoever reads a text, not words of a user to an assistant. */
const INJECTED =
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|all|any|other|your)\b[^.!?\n]{0,20}\b(?:instructions?|rules?|prompts?|messages?|guidelines?|context)\b|\b(?:system prompt|developer mode|jailbreak|DAN mode|you are now|new instructions?|admin(?:istrator)? (?:note|override|message)|attention,? (?:ai|assistant|llm)s?|dear (?:ai|assistant)|to (?:the|any) (?:ai|assistant|llm|language model)s?|(?:hey|hi|hello),? (?:ai|assistant|llm)\b|(?:ai|llm)s? (?:agents? |models? |assistants? )?(?:reading|processing|must|should|shall)|as an? (?:ai|assistant|llm))\b|ignoriere? (?:alle|bitte|die|vorherige)|ignore[zr]? (?:toutes|les|vos)|ignora (?:todas|las|tutte|le|toate)|игнорируй\p{L}*|忽略(?:之前|以上|所有|先前)|無視して|以前の指示/iu;

const POINTS_BACK =
  /\b(?:above|previous|preceding|before|earlier)\b|oben|vorherig|ci-dessus|précédent|arriba|anterior|precedente|выше|以上|上面|上述|前面|上記|上の|前の/iu;
const POINTS_FORWARD =
  /[:：]|\b(?:following|below|here(?:['’]s| is| are))\b|folgend|unten|hier (?:ist|sind)|suivant|ci-dessous|voici|siguiente|a continuación|aquí|seguente|ecco|seguinte|следующ|вот|以下|下面|如下|下記|次の/iu;

/** Wishes for all answers to come name what is done to texts without handing one over. */
const STANDING =
  /^(?:please,? )?(?:always|never|from now on|in (?:the )?future|going forward|whenever|each time|every time|do not ever|don['’]t ever|(?:bitte )?(?:immer|nie(?:mals)?|ab (?:jetzt|sofort)|von nun an|künftig|in zukunft)|(?:toujours|jamais|désormais|à partir de maintenant|dorénavant)|(?:siempre|nunca|a partir de ahora|de ahora en adelante)|(?:sempre|mai|d['’]ora in poi|de agora em diante)|всегда|никогда|отныне|впредь)(?![\p{L}])[^:：]*$|^(?:以后|以後|今后|今後|从现在开始|從現在開始|从今以后|总是|總是|永远|これから|今後|いつも|常に|必ず)[^:：]*$/iu;

/** Whose the words around a sentence are. */
export type Handing = "none" | "after" | "around";

/**
 * Whether a sentence hands over a text: then what comes `after` it is not the user's own, or where it points back or
 * nothing comes, nothing `around` it is.
 */
export function handing(sentence: string, isLast: boolean): Handing {
  if (INJECTED.test(sentence)) return "around";
  if (STANDING.test(sentence) || !HANDED.some((pattern) => pattern.test(sentence))) return "none";
  if (POINTS_FORWARD.test(sentence)) return POINTS_BACK.test(sentence) ? "around" : "after";
  return isLast || POINTS_BACK.test(sentence) ? "around" : "after";
}
