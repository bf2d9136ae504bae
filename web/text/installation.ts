/** Words of the page 系统: self-check, backups, storage and versions, the active set-up. */
import type { SetUp } from "../../server/core/round/round.ts";

const MIB = 1024 ** 2;

const SET_UPS: Readonly<Record<SetUp, string>> = { onsite: "现场便携", online: "网上" };

export const installationText = {
  title: "系统",
  size: (bytes: number) => (bytes < MIB ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MIB).toFixed(1)} MB`),
  backups: {
    title: "备份",
    lead: "备份里没有私钥：没有封存的测评不能靠它接着做。做好以后请抄到别的磁盘上，放进保险柜。恢复要停下服务，用命令行 restore。",
    folder: (path: string) => `放在：${path}`,
    make: "做一份备份",
    busy: "正在备份，可以离开这一页…",
    done: (name: string) => `备份做好了：${name}`,
    again: (units: readonly string[]) =>
      `${units.join("、")}正在收票，以前也备份过：两份备份对照，能看出其间收到了哪些票。请马上销毁较早的那一份。`,
    open: (polls: number) =>
      `现在有 ${polls} 个单位正在收票。收票期间最多留一份备份；做新的之前，请先销毁收票期间做的旧备份。`,
    none: "还没有备份。",
    last: (days: number) => (days === 0 ? "最近一份是今天做的。" : `最近一份是 ${days} 天前做的。`),
    paper: "正在录入纸质表，或者已并入的纸质表还没有封存，现在不能备份。请先录完、封存。",
    columns: { name: "备份", at: "时间", bytes: "大小（不含名册、票箱、封存文件）", keys: "私钥" },
    keys: { yes: "含私钥，请格外保管", no: "不含" },
  },
  storage: {
    title: "存储与版本",
    columns: { name: "内容", value: "现在" },
    dataFolder: "数据文件夹",
    file: (name: string) => `数据文件 ${name}`,
    fileValue: (size: string, schema: number) => `${size}，结构版本 ${schema}`,
    noSize: "大小不显示（从中能数出收了多少份）",
    closed: "封存的单位",
    closedValue: (count: number) => `${count} 个，大小不显示（从中能看出写了多少）`,
    exports: "打好的材料包",
    product: "准绳",
    node: "Node",
    sqlite: "SQLite",
    postgres: "PostgreSQL",
    form: (title: string) => `表单《${title}》`,
    scheme: (title: string) => `办法《${title}》`,
    versionValue: (version: string, digest: string) => `${version}，校验码 ${digest.slice(0, 8)}`,
  },
  setUp: {
    title: "现在的方式，以及告诉填写人的话",
    encrypted: (address: string) => `手机通过 ${address} 填写，网页加密（https）。`,
    plain: (address: string) =>
      `手机通过 ${address} 填写，网页没有加密：巡察组自带无线网，手机先加密答卷再发出。`,
    none: "还没有设置网址，不能封存设置。",
    lead: "填写页按实际方式自动显示下面这些话，任何人不能改、不能关：",
    active: (setUps: readonly SetUp[]) =>
      `现在是${setUps.map((one) => `“${SET_UPS[one]}”`).join("和")}方式。`,
    of: SET_UPS,
  },
} as const;
