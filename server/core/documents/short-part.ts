/** "领导班子民主测评" → "班子测评", so that five parts fit beside each other. */
export const shortPart = (title: string): string =>
  title
    .replace("领导班子民主测评", "班子测评")
    .replace("班子成员民主测评", "成员测评")
    .replace("问卷调查", "问卷")
    .replace("巡察组政治生态研判", "研判");
