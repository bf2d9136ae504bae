/** Names of languages in themselves, for the choice above a form that speaks more than Chinese. */
export const languages = {
  choose: "语言",
  chinese: "汉语",
  names: {
    bo: "བོད་ཡིག",
    ug: "ئۇيغۇرچە",
    mn: "ᠮᠣᠩᠭᠣᠯ",
    kk: "قازاقشا",
    ko: "조선말",
    ii: "ꆈꌠꉙ",
    za: "Vahcuengh",
    en: "English",
  } as Readonly<Record<string, string>>,
} as const;
