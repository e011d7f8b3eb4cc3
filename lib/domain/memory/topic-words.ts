/** What people ask for a topic by, beside its own name: "I moved to Bergen" answers "where do I live?". */
const ASKED_BY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    home: "home live address city town wohne wohnen habite vis vivo vivir 住在 哪里 住んで どこ",
    name: "name called heiße Name appelle nom llamo nombre 叫 名字 名前",
    nickname: "call name nennen appeler llamar",
    employer: "work job employer company arbeite arbeiten travaille trabajo 工作 上班 働いて 仕事",
    occupation: "work job profession occupation Beruf métier profesión 工作 职业 仕事 職業",
    age: "age old alt âge ans edad años 岁 年龄 歳",
    birthday: "birthday born date Geburtstag anniversaire cumpleaños 生日 誕生日",
    birthplace: "born birthplace geboren",
    origin: "from origin come country woher origine origen",
    diet: "diet eat food meat essen mange como 吃 食べ",
    allergy: "allergy allergic eat Allergie alergia 过敏 アレルギー",
    taste: "like love enjoy dislike hate mag gerne aime gusta 喜欢 好き",
    prefer: "prefer preference rather like bevorzuge préfère prefiero 偏好 喜欢 好み",
    favorit: "favourite favorite like best",
  }),
);

/** The words under which entries about a topic are looked for. */
export function topicWords(topic: string): string {
  const asked = topic.split(" ").flatMap((word) => ASKED_BY.get(word) ?? []);
  return [topic, ...asked].join(" ");
}
