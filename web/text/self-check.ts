/** The self-check in words: what was found, and what the IT person does about it. */
import {
  type Check,
  type CheckLine,
  COUNTED_ELSEWHERE,
  type Verdict,
} from "../../server/core/installation/self-check.ts";

interface Said {
  readonly title: string;
  readonly good: (found: string) => string;
  /** What is wrong or unknown, and what to do. */
  readonly otherwise: (found: string, verdict: Verdict) => readonly [says: string, act: string];
}

const said: { readonly [check in Check]: Said } = {
  "data-folder": {
    title: "数据文件夹能写",
    good: () => "能读能写。",
    otherwise: () => ["写不进去。", "请用安装本系统的账号运行，或给这个账号写的权限。"],
  },
  "folder-rights": {
    title: "别的账号看不到数据",
    good: () => "只有运行本系统的账号能打开。",
    otherwise: (_, verdict) =>
      verdict === "ask"
        ? ["Windows 上看不出来。", "请在文件夹“属性—安全”里只留运行本系统的账号和管理员。"]
        : [
            "别的账号也能打开数据文件夹。",
            "请收回别人的权限，例如 chmod 700。U 盘上改不了权限的，请给 U 盘加密，用完收好。",
          ],
  },
  synchronised: {
    title: "不在同步文件夹里",
    good: () => "没有发现同步软件。快照、还原卡要自己确认已关闭。",
    otherwise: (found) => [`数据在 ${found} 的同步文件夹里。`, "请停下服务，把数据文件夹移到不同步的地方。"],
  },
  disk: {
    title: "磁盘空间",
    good: (found) => `还有 ${found} GB。`,
    otherwise: (found, verdict) =>
      verdict === "ask"
        ? ["看不出来还有多少。", "请自己看一下，至少留 2 GB。"]
        : [`只剩 ${found} GB。`, "请清理磁盘，至少留 2 GB。满了会停止收票，已收的不会丢。"],
  },
  schema: {
    title: "数据文件的版本",
    good: () => "与本程序一致。",
    otherwise: (found) => [`${found} 不是本程序的版本。`, "请换回原来的程序版本，或用备份恢复。"],
  },
  clock: {
    title: "时间",
    good: () => "没有早于最近一次操作的记录。",
    otherwise: (found) => [
      `比最近一次操作的记录早 ${found} 分钟。`,
      "请校准这台电脑的时间；时常不准的，换主板电池。",
    ],
  },
  "time-zone": {
    title: "时区",
    good: () => "北京时间。",
    otherwise: (found) => [
      `时区是 UTC${Number(found) >= 0 ? "+" : ""}${found}。`,
      "请设成北京时间（UTC+8），材料上的日期才对。",
    ],
  },
  address: {
    title: "印在二维码里的网址",
    good: (found) => `${found}`,
    otherwise: () => ["还没有设置。", "请设置 PLUMBLINE_URL，再重新启动；可以先用“手机能打开吗”试网址。"],
  },
  reachable: {
    title: "网址打得开",
    good: () => "这台电脑自己能打开。手机请用“手机能打开吗”试。",
    otherwise: (found, verdict) =>
      verdict === "ask"
        ? ["没有试。", "启动服务后再自检一次，或用“手机能打开吗”试。"]
        : [`${found} 打不开。`, "请核对地址、端口、防火墙；前面有网站服务器的，看它有没有转到本系统。"],
  },
  "printed-address": {
    title: "领码纸上的网址没有变",
    good: () => "没有收完的测评，印的都是这个网址。",
    otherwise: (found) => [
      `已经印出的码是 ${found}，和现在的网址不一样，手机会打不开。`,
      "请把这台电脑的地址改回去（在路由器上固定地址），再重新启动。",
    ],
  },
  phone: {
    title: "别的设备能打开",
    good: (found) => `启动以后，试用页打开过 ${found} 次。`,
    otherwise: (found) =>
      found === COUNTED_ELSEWHERE
        ? [
            "这里看不到：试用页打开过几次，只有正在运行的服务知道，不写进文件。",
            "请在后台看：右上角账号菜单“系统”里的自检，或“手机能打开吗”。",
          ]
        : [
            "还没有手机打开过试用页。",
            "请连上同一个无线网，用手机扫试用的二维码。打不开的，多半是防火墙：弹出询问时选“允许访问”并勾选“专用网络”；没有弹出的，请管理员放行本程序。",
          ],
  },
  tls: {
    title: "加密（https）",
    good: (found) => `证书还有 ${found} 天到期。`,
    otherwise: (found, verdict) => {
      if (found !== "") return [`证书还有 ${found} 天到期。`, "请及时换新证书。"];
      return verdict === "bad"
        ? ["证书没有通过。", "请检查证书是否过期、域名是否一致、中间证书是否齐全。"]
        : verdict === "ask"
          ? ["没有试。", "启动服务后再自检一次。"]
          : ["没有加密，只能用“现场便携”方式。", "“网上”方式要在前面加一个带证书的网站服务器。"];
    },
  },
  backup: {
    title: "备份",
    good: (found) => (found === "0" ? "今天做过。" : `${found} 天前做过。`),
    otherwise: (found) =>
      found === ""
        ? ["还没有备份。", "请做一份，并抄到别的磁盘上。"]
        : [`最近一份是 ${found} 天前的。`, "请再做一份，并抄到别的磁盘上。"],
  },
  fonts: {
    title: "打印用的字体",
    good: () => "字体齐全。",
    otherwise: () => ["字体文件读不出来。", "请重新安装程序（npm ci）。"],
  },
  worker: {
    title: "制作 PDF",
    good: () => "试做了一页，成功。",
    otherwise: () => ["试做一页，没有成功。", "请重新安装程序（npm ci）；仍不行的，看内存够不够。"],
  },
  "core-dumps": {
    title: "出错时不把内存写到磁盘",
    good: () => "已关闭内存转储。",
    otherwise: (_, verdict) =>
      verdict === "ask"
        ? ["看不出来。", "Windows 请在“启动和故障恢复”里把写入调试信息设成“无”。"]
        : ["程序崩溃时会把内存写到磁盘。", "请关掉：ulimit -c 0，或在服务设置里写 LimitCORE=0。"],
  },
  swap: {
    title: "内存不写到交换文件",
    good: () => "没有交换分区。",
    otherwise: (_, verdict) =>
      verdict === "ask"
        ? ["看不出来。", "请关掉虚拟内存的分页文件，或给系统盘加密（BitLocker、FileVault）。"]
        : ["开着交换分区。", "请关掉（swapoff -a），或把它加密。"],
  },
  sleep: {
    title: "收票期间不待机",
    good: () => "接上电源时不会自动待机。合盖会不会睡眠，请自己看一下。",
    otherwise: (found, verdict) =>
      verdict === "ask"
        ? ["系统看不出来。", "请在电源设置里关掉待机和合盖睡眠，收票期间接上电源。"]
        : [
            `接上电源时，${found} 分钟不动就会待机。`,
            "请在电源设置里把“接通电源时睡眠”改成“从不”，合盖选“不采取任何操作”。",
          ],
  },
};

const verdicts: { readonly [verdict in Verdict]: string } = {
  good: "正常",
  look: "请留意",
  bad: "要处理",
  ask: "请人看",
};

/** What was found and, unless it is good, what to do. */
const sentences = ({ check, verdict, found }: CheckLine): readonly [says: string, act: string] =>
  verdict === "good" ? [said[check].good(found), ""] : said[check].otherwise(found, verdict);

export const selfCheckText = {
  title: "自检",
  lead: "每一项都说了怎么办。“要处理”的先处理；“请人看”的，这台电脑自己看不出来。",
  again: "再检一次",
  running: "正在自检，几秒钟",
  allGood: "没有要先处理的。",
  bad: (count: number) => `有 ${count} 项要先处理。`,
  columns: { check: "项目", verdict: "结论", says: "情况", act: "怎么办" },
  check: (check: Check) => said[check].title,
  verdict: verdicts,
  sentences,
  lines: (lines: readonly CheckLine[]): readonly string[] => [
    ...lines.map(
      (line) => `${verdicts[line.verdict]}　${said[line.check].title}：${sentences(line).join("")}`,
    ),
    lines.some(({ verdict }) => verdict === "bad")
      ? `有 ${lines.filter(({ verdict }) => verdict === "bad").length} 项要先处理。`
      : "没有要先处理的。",
  ],
} as const;
