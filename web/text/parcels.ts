/** Words about 任务包 and 封存包: why one is not taken, what is wrong in it, how far a round has come back. */
import type { PollState } from "../../server/core/round/round.ts";
import type { ParcelFault, ParcelFinding } from "../../server/core/parcel/parcel.ts";
import type { TakenAnswer } from "../../server/http/office/answers-parcels.ts";
import { words } from "./words.ts";

interface Said {
  readonly reason: string;
  readonly action: string;
}

const AGAIN = "请对方重新做一个包，换一个优盘再传；这里的内容没有变。";

const faults: { readonly [reason in ParcelFault]: (found: string) => Said } = {
  damaged: (found) => ({
    reason: `文件不完整，或者不是准绳做的包${found === "" ? "" : `（${found}）`}。`,
    action: AGAIN,
  }),
  newer: () => ({
    reason: "这个包是更新的版本做的，这个程序还不认识。",
    action: "请换用与对方相同的版本再收。",
  }),
  signature: () => ({ reason: "签名不对：做好以后被改动过。", action: AGAIN }),
  "unknown-signer": (found) => ({
    reason: `做这个包的电脑不在互信名单上，它的指纹是 ${found}。`,
    action: "请与对方当面核对指纹，在“互信电脑”里信任以后再收。",
  }),
  "revoked-signer": (found) => ({
    reason: `做这个包的电脑（${found}）已经取消信任。`,
    action: "请查清这个包的来历。需要重做的，换一台电脑，重新发任务包。",
  }),
  "not-city": (found) => ({
    reason: `做这个包的电脑“${found}”不是本单位认定的上级巡察办。模板包只收上级下发的。`,
    action: "请查清来历。确是上级下发的，由两个人在“互信电脑”里把它设为上级巡察办，再收一次。",
  }),
  "not-county": (found) => ({
    reason: `“${found}”不是本单位下属的县（市、区）。结果包只收模板包发给过的县交来的。`,
    action: "请查清来历。确是下属的县（比如换了电脑），请把它列入模板包下发，再收一次。",
  }),
  "not-authorised": (found) => ({
    reason: `这是交叉巡察的任务包，还缺另一家授权单位的签名，那家的指纹是 ${found}。`,
    action: "请先交给那家巡察办授权，再收它签过名的那一份。",
  }),
  "other-recipient": (found) => ({
    reason: `这个包是给另一台电脑的，那台电脑的指纹是 ${found}。`,
    action: "请拿到那台电脑上收；或请对方按本机指纹重新做。",
  }),
  "other-round": (found) => ({
    reason: `它属于另一轮，或者不是这里发出的任务：${found}。`,
    action: "请核对优盘里的文件是不是这一轮、这个组的。",
  }),
  "other-signer": (found) => ({
    reason: `这项任务发给了另一台电脑，这个包却是 ${found} 做的。`,
    action: "请查清是哪台电脑收的票。",
  }),
  "older-edition": (found) => ({
    reason: `这项任务已经重新发过，这个包是作废的${found}做的。`,
    action: "请用最新一版任务包收票的电脑重新做封存包。",
  }),
  "older-here": (found) => ({
    reason: `这里已经有对方更新的一版：${found}。`,
    action: "请核对优盘里的文件，用最新的一版。",
  }),
  "still-away": (found) => ({
    reason: `${found}有没交回的单位，这里还没有宣布缺报。新的任务包要等它们作废以后才收。`,
    action: "请先在“任务包与封存包”页点“宣布缺报”（两人，写明电脑丢失），再收一次。",
  }),
  "changed-here": (found) => ({
    reason: `这里有编号和版本相同、内容却不同的：${found}。市里下发的可以增加，不能改动。`,
    action: "请与下发单位核对；确需调整的，由下发单位换一个版本号重新下发。",
  }),
  "from-template": (found) => ({
    reason: `任务包里有一张表单与上级下发的模板不一致：${found}。上级模板里的表单和标签组，任务包不能改动。`,
    action: "请对方改用上级下发的表单，或把改过的表单换一个编号，重新做任务包。",
  }),
  "not-released": (found) => ({
    reason: `里面有按保护规则不该给出的数字：${found}。`,
    action: "请对方用没有改动过的准绳重新做结果包。",
  }),
  "already-here": (found) => ({ reason: `这里已经有了：${found}。`, action: "不用再收一次。" }),
  "other-release": (found) => ({
    reason: `按这台电脑上的表单和程序算出来的，与包里的不一样：${found}。`,
    action: "请让两台电脑使用同一版准绳和同一版表单，再收一次。",
  }),
};

export const parcelFault = (reason: ParcelFault, found: string): Said => faults[reason](found);

const findings: { readonly [finding in ParcelFinding["finding"]]: string } = {
  doubled: "已经交回过，不能再收一次",
  "not-expected": "没有发给这台电脑，或者已经宣布缺报、另发了任务包",
  "other-version": "名册、表单、办法、设置或计票组与发出去的不一样",
  "not-closed": "还没有封存",
  "entered-twice":
    "这里和组里都填写过研判、材料或办过步骤，内容不一样；请商量好以哪一边为准，另一边先清空（办过步骤的先退回），再收一次",
  altered: "重数以后与文件里写的不一样，封存以后被改动过",
};

const faultNames: { readonly [reason in ParcelFault]: string } = {
  damaged: "文件不完整",
  newer: "更新的版本做的",
  signature: "签名不对",
  "unknown-signer": "做包的电脑不在互信名单上",
  "revoked-signer": "做包的电脑已取消信任",
  "not-city": "不是上级巡察办做的",
  "not-county": "不是下属的县做的",
  "not-authorised": "缺另一家的签名",
  "other-recipient": "给另一台电脑的",
  "other-round": "不是这一轮的",
  "other-signer": "任务发给了另一台电脑",
  "older-edition": "任务已重新发过",
  "older-here": "已有更新的一版",
  "still-away": "没有宣布缺报",
  "changed-here": "与已有的同号不同内容",
  "from-template": "与上级模板不一致",
  "not-released": "有不该给出的数字",
  "already-here": "已经收过",
  "other-release": "与本机算出的不一样",
};

/** Why a parcel was refused, as the record keeps it: codes with spaces between; what is no code was typed and stays. */
export function refusedFor(reason: string): string {
  const said = reason.split(" ").map((code) => {
    if (Object.hasOwn(faultNames, code)) return faultNames[code as ParcelFault];
    return Object.hasOwn(findings, code) ? findings[code as ParcelFinding["finding"]] : null;
  });
  return said.includes(null) ? reason : said.join("、");
}

/** What a difference is about, without its numbers: nothing of a round is told before it is complete. */
const places: { readonly [prefix: string]: string } = {
  audit: "操作记录",
  ballot: "答卷",
  block: "计票组",
  closed: "封存文件",
  count: "份数",
  credential: "凭证",
  entry: "研判、材料或等次步骤",
  file: "多出的文件",
  form: "表单",
  key: "公钥",
  receipt: "回执",
  roll: "领码纸张数",
  round: "表单或办法",
  score: "分数",
  sheet: "结果单",
  tally: "计票",
  text: "文字意见",
};

/** "县水利局党组：已经交回过，不能再收一次。" */
export function findingLine({ unit, finding, difference }: ParcelFinding): string {
  const place = places[(difference ?? "").split(".")[0] ?? ""];
  const detail = place === undefined ? "" : `（${place}）`;
  return `${unit === null ? "整个包" : unit}：${findings[finding]}${detail}。`;
}

export const kindNames = {
  task: "任务包",
  sealed: "封存包",
  template: "模板包",
  result: "结果包",
} as const;

interface Returns {
  readonly groups: readonly {
    readonly group: string;
    readonly units: readonly {
      readonly name: string;
      readonly state: PollState;
      readonly takenInAtUtc: string | null;
    }[];
  }[];
  readonly away: readonly string[];
  readonly waiting: readonly string[];
  readonly missing: readonly string[];
}

export const parcelsText = {
  taken: (taken: TakenAnswer): string => {
    if (taken.kind === "template")
      return `收下了模板包：${taken.title}，第 ${taken.edition} 版，${taken.forms.length} 张表单、${taken.schemes.length} 个评估办法。`;
    if (taken.kind === "result")
      return `收下了结果包：${taken.county}，${taken.title}，第 ${taken.edition} 版，${taken.units} 个单位。`;
    return `收下了${kindNames[taken.kind]}：${taken.title}，${taken.units.length} 个单位（${taken.units.join("、")}）。`;
  },
  written: (file: string, kind: keyof typeof kindNames, id: string) =>
    `${kindNames[kind]}写好了：${file}\n编号 ${id}`,
  /** What is still missing, first of all. */
  standing: ({ away, waiting, missing }: Pick<Returns, "away" | "waiting" | "missing">): string =>
    [
      away.length > 0 && `还有 ${away.length} 个单位没有交回：${away.join("、")}。`,
      waiting.length > 0 &&
        `还有 ${waiting.length} 个单位没有发出，或者在本机还没有封存：${waiting.join("、")}。`,
      away.length + waiting.length > 0
        ? "全部交回、封存，或者宣布缺报以前，本轮不公布结果、不计分。"
        : "没有还要等的单位。",
      missing.length > 0 && `宣布缺报的：${missing.join("、")}。`,
    ]
      .filter((part) => part !== false)
      .join(""),
  lines: (returns: Returns): readonly string[] => [
    ...returns.groups.flatMap(({ group, units }) =>
      units.map(({ name, state, takenInAtUtc }) => {
        return `${group}　${name}　${takenInAtUtc === null ? words.state[state] : `已交回，${words.state[state]}`}`;
      }),
    ),
    parcelsText.standing(returns),
  ],

  title: "任务包与封存包",
  lead: "各巡察组在自己的电脑上测评，用优盘传包：任务包发出去，封存包交回来。没有网络也能做。",
  link: "几台电脑一起做",
  linkLead: "各组用自己的电脑收票的，不在这里封存设置，到这一页给每个组做任务包。",
  linkLater: "各组用自己的电脑收票的，任务包、封存包都在这一页。",
  cameIn: ({
    group,
    edition,
    name,
  }: {
    readonly group: string;
    readonly edition: number;
    readonly name: string;
  }) =>
    `这一轮来自“${name}”的任务包（${group}，第 ${edition} 版）。名册、表单、办法和设置不能改；试填、封存设置、发码、收票、封存都照常。`,
  columns: { unit: "单位", state: "现在", back: "交回", task: "任务包" },
  noTask: "还没有任务包。",
  task: (edition: number, name: string, at: string) => `第 ${edition} 版，${at} 发给“${name}”`,
  back: (at: string) => `${at} 交回`,
  handed: (at: string) => `${at} 已做封存包`,
  make: "制作任务包",
  makeOn: (group: string) => `制作任务包：${group}`,
  makeBody: (units: number) =>
    `这会冻结本轮的表单、权重、票种和显示规则，并把这个组的 ${units} 个单位交给另一台电脑测评，本机不再能开放这些单位。不能撤回，只能作废以后重新发。`,
  to: "发给哪台电脑",
  noTrusted: "名单上还没有可以发给的电脑，请先在“互信电脑”里核对指纹、加上那台电脑。",
  other: "另一家授权单位（交叉巡察才选）",
  noOther: "没有，只由本单位授权",
  shared: ({ name, asksUs }: { readonly name: string; readonly asksUs: boolean }) =>
    asksUs
      ? `交叉巡察：“${name}”请本单位共同授权；交回的封存包两家都能打开。`
      : `交叉巡察：先交“${name}”授权，再给巡察组的电脑；交回的封存包两家都能打开。`,
  authorise: "授权任务包",
  authoriseOn: (group: string) => `授权任务包：${group}`,
  authoriseBody: (maker: string, laptop: string) =>
    `用本机签名授权“${maker}”发给“${laptop}”的任务包，下载以后交给那台电脑。两家的签名都在，那台电脑才收；交回的封存包两家都能打开、各自重数。`,
  download: "下载任务包",
  downloadOn: (group: string) => `下载任务包：${group}`,
  holder: "换了电脑交回",
  holderOn: (group: string) => `换了电脑交回：${group}`,
  holderBody:
    "那台电脑用备份恢复过，或者硬盘换到了另一台：内容都在，指纹变了，交来的封存包收不下，才用这个。请先和那台电脑的人念对新指纹，在“互信电脑”里加上它，再选它。以后这个组只收它交来的，原来那台再交来的一律不收；已经封存的不作废，收下时照样重数一遍。",
  holderTo: "现在由哪台电脑交回",
  reissue: "重新发任务包",
  reissueOn: (group: string) => `重新发任务包：${group}`,
  reissueBody:
    "电脑丢失或坏了才用。没有交回的单位全部作废，换新的编号、新的领码纸重新测评；原来那台电脑再交来的一律不收。电脑丢了的，请先在“互信电脑”里取消对它的信任。",
  reissueShared: (other: string) => `这是交叉巡察：新的任务包先交“${other}”导入、签名授权，那台电脑才收。`,
  reason: "理由（写进记录）",
  confirm: "两人确认",
  safe: "先不",
  busy: "正在办理…",
  tasking: "正在办理任务包，单位多时要等一会儿…",
  tasked: "任务包已经办好。",
  sealing: "正在重数、做封存包，答卷多时要等几分钟…",
  sealedMade: "封存包已经做好，文件已经下载。",
  missing: "宣布缺报",
  declaring: "正在宣布缺报，单位多时要等一会儿…",
  declared: "已经宣布缺报。",
  missingTitle: "宣布没有交回的单位缺报？",
  heldHere: "在本机测评的单位",
  missingGroups: "哪些组",
  missingGroup: (group: string, units: number) => `${group}（${units} 个单位没有交回）`,
  missingReason: (group: string) => `${group}的理由（写进记录）`,
  /** @param waited groups that are not declared missing */
  missingBody: (units: readonly string[], waited: readonly string[]) =>
    units.length === 0
      ? "请选一个组。没有选的组继续等，交回以前本轮不计分。"
      : `${units.join("、")}：作废，本轮不再等它们。以后再交来的不收。` +
        (waited.length === 0
          ? "其余单位开始计分。"
          : `还要等${waited.join("、")}，都交回、封存以前本轮不计分。`),
  sealed: "封存包",
  sealedLead:
    "已封存的单位做成封存包，用优盘交回巡察办。做之前先重数一遍。包里有逐份答卷，请专人保管、当面交接，交回以后销毁优盘上的文件。",
  sealedNone: "还没有已封存的单位。",
  seal: "制作封存包",
  sealUnits: "哪些单位",
  sealUnit: ({ name, handedInAtUtc }: { readonly name: string; readonly handedInAtUtc: string | null }) =>
    handedInAtUtc === null ? name : `${name}（做过封存包）`,
  sealAgain: "优盘丢了、坏了的，选上它里面的单位再做一个。巡察办已经收下的不要选：有一个收过，整个包都不收。",
  take: "收下一个包",
  takeLead: "任务包、封存包、模板包、结果包都在这里收。有一处不对就一点也不收，原来的内容不变。",
  choose: "选择文件…",
  taking: "正在核对，可能要几分钟…",
  open: "打开这一轮",
  openTemplates: "看模板包",
  openResults: "看各县结果",
} as const;
