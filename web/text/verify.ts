import type { Difference, DifferenceCode, DifferenceFacts } from "../../server/core/results/difference.ts";

type Sentences = { readonly [C in DifferenceCode]: (facts: DifferenceFacts[C]) => string };

const place = ({ instrument, block }: { instrument: string; block: string }): string =>
  `表「${instrument}」计票组「${block}」`;

const HEAD_PARTS = { poll: "编号", round: "轮次设置", unit: "单位名册", plan: "计票组安排" } as const;

export const differenceSentences: Sentences = {
  "file.bytes": ({ file }) => `${file} 不是原样写出的文件，可能被改过`,
  "file.unknown": ({ file }) => `多出一个不该有的文件 ${file}`,
  "audit.chain": ({ sequence, reason }) =>
    reason === "gap" ? `审计记录缺第 ${sequence} 条` : `审计记录第 ${sequence} 条与前后接不上，被改过`,
  "audit.tail": ({ lines, expected }) => `审计记录应到第 ${expected} 条为止，这里有 ${lines} 条`,
  "audit.state": ({ act }) =>
    act === "poll.invalid"
      ? "这次测评是否已宣布无效，审计记录与登记的不一致"
      : `审计记录里没有这次测评的封存经过（${act}）`,
  "audit.digest": () => "审计记录里写的封存校验码与登记的不一致",
  "round.definition": ({ id }) => `表单或评估办法「${id}」的内容与冻结时的校验码不符`,
  "round.destruction": () => "销毁记录与操作记录里登记的不一致，或者与已销毁的单位对不上",
  "closed.missing": () => "封存文件不见了",
  "closed.digest": ({ found, expected }) =>
    `封存文件被换过或改过：登记的校验码是 ${expected.slice(0, 16)}…，现在是 ${found.slice(0, 16)}…`,
  "closed.damaged": ({ reason }) => `封存文件损坏或份数对不上（${reason}）`,
  "closed.unreadable": ({ reason }) => `封存文件读不下去（${reason}）`,
  "closed.head": ({ part }) => `封存文件里的${HEAD_PARTS[part]}与办公室登记的不一致`,
  "form.digest": ({ instrument }) => `表「${instrument}」的题目与冻结时的校验码不符`,
  "key.id": (facts) => `${place(facts)}的公钥与它的编号不符`,
  "key.refused": (facts) => `${place(facts)}的公钥不能用`,
  "key.place": (facts) => `${place(facts)}的公钥不在计票组安排里`,
  "key.twice": (facts) => `${place(facts)}的公钥出现了两次`,
  "credential.unknown-key": ({ count }) => `有 ${count} 份凭证找不到对应的公钥`,
  "credential.twice": ({ count, ...facts }) => `${place(facts)}有 ${count} 份凭证重复使用`,
  "credential.signature": ({ count, ...facts }) => `${place(facts)}有 ${count} 份凭证的签名不成立`,
  "roll.balance": ({ batch }) => `票袋「${batch}」的张数不平：制作数应等于未用、已用、作废之和`,
  "count.tickets": ({ credentials, used, ...facts }) =>
    `${place(facts)}有 ${credentials} 份凭证，但只用了 ${used} 张码`,
  "count.ballots": ({ ballots, credentials, ...facts }) =>
    `${place(facts)}有 ${ballots} 份答卷，凭证却是 ${credentials} 份`,
  "block.partition": ({ instrument }) => `表「${instrument}」的计票组与按份数重新划分的不一致`,
  "ballot.answers": ({ count, ...facts }) => `${place(facts)}有 ${count} 份答卷与题目对不上`,
  "text.count": ({ instrument, question, texts, written }) =>
    `表「${instrument}」题「${question}」有 ${texts} 段文字，答卷里记的是 ${written} 段`,
  "receipt.malformed": ({ count }) => `有 ${count} 个回执不成样子`,
  "receipt.count": ({ receipts, credentials }) => `回执 ${receipts} 个，凭证 ${credentials} 份，对不上`,
  tally: ({ instrument, path, found, expected }) =>
    `表「${instrument}」的计票与重数的不一致，在 ${path}：文件里是 ${found}，重数是 ${expected}`,
  "score.refused": ({ reason }) => `分数算不出来（${reason}）`,
  "sheet.content": ({ path, found, expected }) =>
    `结果单 sheet.json 与重算的不一致，在 ${path}：结果单是 ${found}，重算是 ${expected}`,
  "sheet.bytes": () => "结果单 sheet.json 缺失、读不懂或不是原样写出的",
  "sheet.digest": ({ expected }) =>
    `重算得出的结果单不是签字表上的那一份（签字表校验码 ${expected.slice(0, 16)}…）`,
  "document.content": ({ file, place, found, expected }) =>
    place === ""
      ? `材料 ${file} 与封存文件算出来的不是同一份`
      : found === "" && expected === ""
        ? `材料 ${file} 的${place}与封存文件算出来的不一致，内有文字意见，这里不写内容`
        : `材料 ${file} 的${place}与封存文件算出来的不一致：材料上是“${found}”，应是“${expected}”`,
  "document.unknown": ({ file }) => `材料 ${file} 不是这些轮次现在能出的材料`,
  "volume.manifest": () => "归档包的清单 manifest.json 缺失、读不懂、被改过，或者是更新版本的程序做的",
  "volume.signature": () => "归档包清单的签名不成立：清单或签名被改过，或者不是同一卷的",
  "volume.missing": ({ file }) => `归档包缺文件 ${file}`,
  "volume.changed": ({ file }) => `归档包里的 ${file} 与清单不符，被改过或换成了别的文件`,
  "volume.record": ({ file }) =>
    `归档包里组里交回的操作记录 ${file} 不完整：不是那台电脑交回时签名的，或者中间有缺失、改动`,
  "volume.unknown": ({ file }) => `归档包里多出文件 ${file}，这一卷的清单里没有它`,
};

/** "县水利局党组：……。" */
export function differenceSentence(difference: Difference): string {
  return `${difference.unit === null ? "" : `${difference.unit}：`}${findingSentence(difference)}。`;
}

/** The same without unit and full stop. */
function findingSentence({ code, facts }: Pick<Difference, "code" | "facts">): string {
  // The catalogue and the difference carry the same code, which the compiler cannot follow through the look-up.
  const say = differenceSentences[code] as (facts: Difference["facts"]) => string;
  return say(facts);
}

export const verifyText = {
  cell: (sheet: string, cell: string) => `工作表“${sheet}”单元格 ${cell} `,
  line: (line: number) => `第 ${line} 行`,
  paragraph: (paragraph: number) => `第 ${paragraph} 段`,
  documents: (files: number) => `材料：重新生成并逐格核对 ${files} 个文件（PDF 按整个文件核对）`,
  documentsNeedFolder: "核对材料（--documents）要用已停止服务的数据文件夹",
  round: (title: string, closed: number, units: number, ballots: number) =>
    `${title}：${units} 个单位，已封存 ${closed} 个，重数答卷 ${ballots} 份`,
  /** Instead of `round`: who decided, when, what went and what is left. */
  destroyed: (
    title: string,
    units: number,
    gone: {
      readonly destroyedAtUtc: string;
      readonly by: string;
      readonly second: string | null;
      readonly reason: string;
      readonly digest: string;
      readonly files: number;
      readonly volumes: readonly string[];
      readonly backups: readonly string[];
      readonly remaining: readonly string[];
    },
  ): readonly string[] => {
    const people = gone.second === null ? gone.by : `${gone.by}、${gone.second}`;
    const at = gone.destroyedAtUtc.slice(0, 16).replace("T", " ");
    const others = [...gone.backups, ...gone.volumes];
    return [
      `${title}：${units} 个单位，封存文件已按规定销毁 ${gone.files} 个（${people} 决定，世界协调时 ${at}，理由：${gone.reason}）`,
      `销毁记录校验码　${gone.digest}`,
      "留下的：轮次、名册、录入的内容、各步决定、操作记录和销毁记录",
      others.length === 0
        ? "记录里没有还含这一轮答卷的备份和写在别处的归档包"
        : `还含这一轮答卷的备份和写在别处的归档包：${others.join("、")}`,
      ...(gone.remaining.length === 0
        ? []
        : [`还没有删完的封存文件：${gone.remaining.join("、")}；服务重新启动时会接着删`]),
    ];
  },
  digest: (digest: string) => `重算结果单校验码　${digest}`,
  volume: (files: number, madeOn: string, digest: string, fingerprint: string): readonly string[] => [
    `归档包 ${files} 个文件，${madeOn} 制作`,
    `归档包校验码　${digest}`,
    `签名的电脑　　${fingerprint}（请与卷上抄下的校验码和指纹核对）`,
  ],
  bound: "与签字表相符：封存文件、审计记录、录入内容、得分和等次，都与签字表上的校验码一致。",
  consistent:
    "自身一致：这些文件彼此相符。没有给签字表上的校验码，只能说明它们互不矛盾，不能说明封存后没有被人整套改过；" +
    "请加 --sheet 和签字表上的 64 位校验码，再核对一次。",
  different: (first: string, count: number) =>
    count === 1 ? `不一致。${first}` : `不一致。${first}另有 ${count - 1} 处，加 --json 列出全部。`,
  nothing: "没有可以核对的轮次（还没有封存设置）。",
  badChecksum: "--document 要写材料上的本材料校验码，16 位",
  documentNeedsData: "核对材料的校验码，要用已停止服务的数据文件夹；核验文件夹里没有登记表",
  document: (
    checksum: string,
    found: { readonly round: string; readonly unit: string | null; readonly title: string } | null,
  ) =>
    found
      ? `校验码 ${checksum} 与现在的数据一致：${found.round}　${found.unit ?? "本轮"}　${found.title}`
      : `按现在的数据，没有一份材料是校验码 ${checksum}：材料印出以后数据改过（如登记表、研判、等次），或者校验码抄错了`,
  badDigest: "--sheet 要写签字表上的 64 位校验码（0-9、a-f）",
  notSealed: "这一轮还没有封存设置，没有结果单",
  notEmpty: "核验文件夹要写到一个新的或空的文件夹",
  noVerificationFolder: (folder: string) => `${folder} 不是核验文件夹（里面没有 office.json）`,
  standaloneUsage: "用法：node plumbline-verify.mjs [文件夹] [--sheet 签字表上的 64 位校验码] [--json]",
  noEvidence: (folder: string) => `${folder} 不是数据文件夹，也不是核验文件夹`,
  written: (folder: string, digest: string) =>
    `核验文件夹已写到 ${folder}\n结果单校验码　${digest}\n内有逐份答卷（不含身份），只供有权核对的人使用，不得公布。`,
} as const;
