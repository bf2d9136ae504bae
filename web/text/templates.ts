/** Words of the page 模板包: what a city gives its counties, and what differs. */
import type { DifferenceLine, NamedDefinition } from "../../server/http/office/answers-exchange.ts";
import { changeSentence } from "./form-changes.ts";

const kinds = { form: "表单", scheme: "评估办法", labels: "标签组" } as const;

const nameOf = ({ kind, title }: DifferenceLine): string =>
  kind === "labels" ? `${kinds[kind]}“${title}”` : `${kinds[kind]}《${title}》`;

export const templatesText = {
  title: "模板包",
  lead: "市里把表单、评估办法和标签统一发给各县：做成模板包，用优盘或网络传。各县可以增加自己的，不能改动市里的。",
  none: "还没有模板包：没有做过，也没有收到过。",
  make: "制作模板包",
  making: "正在做模板包，表单多时要等一会儿…",
  madeNow: "模板包已经做好，可以下载。",
  makeBody:
    "选中的表单和评估办法连同标签名称一起发出去，用本机签名。以后再做的是下一版，各县收下以后以新的一版为准。",
  name: "名称",
  nameHint: "如：2026 年全市巡察测评模板",
  to: "发给哪些县",
  noTrusted: "名单上还没有可以发给的电脑，请先在“互信电脑”里核对指纹、加上各县的电脑。",
  forms: "表单",
  schemes: "评估办法",
  /** With its id where another has the same title. */
  formChoice: ({ id, title, version }: NamedDefinition, all: readonly NamedDefinition[]) =>
    all.some((one) => one.id !== id && one.title === title)
      ? `${title}（${id}，${version}）`
      : `${title}（${version}）`,
  confirm: "两人确认",
  safe: "先不",
  busy: "正在办理…",
  download: "下载",
  downloadOn: (title: string, edition: number) => `下载 ${title} 第 ${edition} 版`,
  heading: (title: string, edition: number) => `${title}　第 ${edition} 版`,
  made: (at: string, to: readonly string[]) => `${at} 在本机制作，发给${to.join("、")}。`,
  came: (at: string, issuer: string | null) => `${at} 收下，${issuer ?? "已不在互信名单上的电脑"}下发。`,
  inForce: "现行",
  former: "已被新的一版代替，或者不再信任下发的电脑",
  columns: { kind: "种类", title: "名称", version: "版本", digest: "校验码" },
  kind: kinds,
  labelSet: (title: string, labels: readonly string[]) => `${title}：${labels.join("、")}`,
  since: "与上一版相比",
  sinceNone: "与上一版完全一样。",
  here: "与本机表单库相比",
  hereNone: "本机没有自己增加的，也没有与模板不同的版本。",
  added: (line: DifferenceLine) => `本县增加：${nameOf(line)}（${line.after ?? ""}）`,
  changed: (line: DifferenceLine) =>
    line.kind === "labels"
      ? `与市里不同：${nameOf(line)}，同一代号“${line.id}”市里是“${line.before ?? "—"}”，本机还有“${line.after ?? "—"}”`
      : `与市里不同：${nameOf(line)}，市里是 ${line.before ?? "—"} 版，本机还有 ${line.after ?? "—"} 版`,
  /** From one edition to the next. */
  difference: (line: DifferenceLine): string => {
    if (line.before === null) return `新增：${nameOf(line)}（${line.after ?? ""}）`;
    if (line.after === null) return `去掉：${nameOf(line)}（${line.before}）`;
    if (line.kind === "labels") return `改动：${nameOf(line)}，由“${line.before}”改为“${line.after}”`;
    return line.before === line.after
      ? `改动：${nameOf(line)}（${line.after}，版本号没有变）`
      : `改动：${nameOf(line)}，由 ${line.before} 版改为 ${line.after} 版`;
  },
  change: changeSentence,
  /** For the command line. */
  lines: (line: DifferenceLine, said: string): readonly string[] => [
    `  ${said}`,
    ...line.changes.map((change) => `    ${changeSentence(change)}`),
  ],
} as const;
