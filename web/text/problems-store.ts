import type { DatabaseSetting } from "../../server/core/problem.ts";
import type { Notice } from "./notice.ts";
import type { ProblemTexts } from "./problem-texts.ts";
import { reasonText } from "./cli-help.ts";

const COPY_FIRST = "请不要再启动，先把整个数据文件夹原样复制一份";
const RESTORE = `${COPY_FIRST}，再用最近的备份恢复（操作手册“当……时怎么办”）。`;
const KEEP = `${COPY_FIRST}，交给维护本系统的人；这时不要作废，也不要恢复备份。`;

/** What to do about a damaged file, by reason; every other reason: `RESTORE`. */
const DAMAGED_ACTIONS: Readonly<Record<string, string>> = {
  missing: `是自己移走的，原样放回来再启动；找不到了的，${RESTORE}`,
  folder: `请把它移到别处；原来的文件还在的，放回来再启动，找不到了的，${RESTORE}`,
  "not-a-folder": `请把它移到别处；原来的文件夹还在的，放回来再启动，找不到了的，${RESTORE}`,
  exchanged: `手里有停机时的那一份的，放回来再启动；没有的，${RESTORE}`,
  "log-not-empty": "请关掉正在读数据文件夹的程序（备份、杀毒、同步），系统会接着封存。",
  "other-than-box": KEEP,
  "other-digest": KEEP,
  "other-than-counted":
    "请停下服务，从最近的备份的 closed 文件夹里取出同名的文件放回来，再启动；系统会核对是不是封存时的那一份。",
  "other-than-backed-up": "这份备份不能用了，请换一份备份。",
  "half-restored": "请把同一份备份再恢复一次，还是恢复到这里；备份本身没有改动。做完再启动。",
  "older version: start the server once": "请先启动一次服务，停下以后再做。",
};

/** Counts that do not add up are named by the program in its own words. */
const damageOf = (reason: string): string =>
  reasonText(reason) === reason ? `里面的内容对不上（${reason}）` : reasonText(reason);

const IN_LOG = "数据库的日志会写下每次领码、提交的时间和先后";
const IN_CHANGES = "封存以后，数据库的改动日志里还留着填写的先后";
const LOST = "断电时会丢失已经收下的内容";

const NOT_ITS_OWN = "它不是这个数据库的备库";
const CANNOT_SEE = "看不出改动日志有没有清掉";
const NOT_FOLLOWED = "备库没有跟上，它那里的改动日志清不掉";

/** What each setting of the database weakens; settings that are not named here write into the database's log. */
const WEAKENED: Readonly<Record<string, string>> = {
  track_commit_timestamp: "数据库会记下每次提交的时间",
  archive_mode: IN_CHANGES,
  wal_recycle: IN_CHANGES,
  wal_keep_size: IN_CHANGES,
  pg_replication_slots: IN_CHANGES,
  pg_stat_replication: IN_CHANGES,
  pg_checkpoint: IN_CHANGES,
  "pg_switch_wal()": IN_CHANGES,
  pg_wal: IN_CHANGES,
  recovery_min_apply_delay: IN_CHANGES,
  hot_standby_feedback: "删掉的内容还会留在数据库的文件里",
  pg_monitor: CANNOT_SEE,
  "pg_ls_waldir()": CANNOT_SEE,
  log_checkpoints: "备库的日志会写下提交的时间",
  trace_recovery_messages: "备库的日志会写下提交的时间",
  "pg_is_in_recovery()": NOT_ITS_OWN,
  system_identifier: NOT_ITS_OWN,
  application_name: "分不清是哪一台备库",
  pg_stat_wal_receiver: NOT_FOLLOWED,
  "pg_last_wal_replay_lsn()": NOT_FOLLOWED,
  sync_state: "主库坏了换用备库时会丢失已经收下的内容",
  fsync: LOST,
  full_page_writes: LOST,
  data_checksums: "存坏了的内容查不出来",
};

const weakenedBy = (settings: readonly DatabaseSetting[]): string => {
  const found = new Map<string, string[]>();
  for (const { name, found: is, wanted, standby } of settings) {
    const weakens = Object.hasOwn(WEAKENED, name) ? WEAKENED[name]! : IN_LOG;
    found.set(weakens, [
      ...(found.get(weakens) ?? []),
      `${standby === undefined ? "" : `备库 ${standby} 的 `}${name} 现在是 ${is}，应为${wanted === "" ? "空" : ` ${wanted}`}`,
    ]);
  }
  return [...found].map(([weakens, named]) => `${weakens}（${named.join("；")}）`).join("；");
};

/** Refusals that come from the disk, the files and the machine under the product. */
export const storeProblems = {
  "store.locked": ({ file }) => ({
    title: "没有启动",
    reason: `准绳已经在运行，或者另一个程序正在使用这里的数据（${file}）。`,
    action: "请直接打开原来的后台；要用命令行办的，先停下服务（在它的窗口按 Ctrl+C）。",
  }),
  "store.read-only": ({ folder }) => ({
    title: "没有启动",
    reason: `数据文件夹写不进去（${folder}）：磁盘是只读的，或者没有写的权限。已有的内容没有改动。`,
    action: "请检查磁盘和文件夹的权限；磁盘出了故障的，先复制一份数据文件夹，再换磁盘。",
  }),
  "store.newer-version": ({ file, found, known }) => ({
    title: "没有启动",
    reason: `${file} 是更新的版本写的（${found}），这个程序只认得到 ${known}。`,
    action: "请换用新版程序打开；文件没有改动。",
  }),
  "store.damaged": ({ file, reason }): Notice => ({
    title: "没有打开",
    reason: `${file} 已损坏或不完整：${damageOf(reason)}。`,
    action: Object.hasOwn(DAMAGED_ACTIONS, reason) ? DAMAGED_ACTIONS[reason]! : RESTORE,
  }),
  "machine.out-of-files": () => ({
    title: "打不开更多文件",
    reason: "这台电脑允许同时打开的文件用完了；已经收下的都在。",
    action: "请关掉别的程序；还不行的，重新启动准绳；做成服务的，把 LimitNOFILE 设大（如 65536）。",
  }),
  "database.unreachable": ({ reason }) => ({
    title: "没有启动",
    reason: `连不上 DATABASE_URL 写的数据库：${reason}。`,
    action: "请检查数据库是否启动，地址、账号和权限是否正确。",
  }),
  "database.upgrade": () => ({
    title: "没有启动",
    reason: "这个版本要先升级数据库，而另一个程序正在使用它；数据库没有改动。",
    action: "请停下使用这个数据库的全部准绳程序，先启动一个新版本，再启动其余的。",
  }),
  "database.settings": ({ settings }) => ({
    title: "没有启动",
    reason: `数据库现在的设置不行：${weakenedBy(settings)}。`,
    action: "请数据库管理员改好、重启数据库，再启动准绳。",
  }),
  "database.log-kept": ({ settings }) => ({
    title: "这一步还没有做完",
    reason: `${weakenedBy(settings)}，所以还不能算做完；已经收下的都在。`,
    action:
      "请数据库管理员照着改好（复制槽，还有没写进 DATABASE_STANDBYS 却在读这份日志的备库和程序，都要去掉；停着的备库要开起来）；改好以后系统会自己接着做完，什么也不会丢。",
  }),
  "database.clock": ({ seconds }) => ({
    title: "没有启动",
    reason: `这台电脑的时间和数据库的相差 ${seconds} 秒：宽限的截止、登录时限和操作记录的时间会不准，封存还会提早，有人会来不及交。`,
    action: "请把这台电脑和数据库都设成自动对时（NTP），再启动准绳。",
  }),
  "port.taken": ({ port }) => ({
    title: "没有启动",
    reason: `端口 ${port} 正被别的程序使用。`,
    action: "请关掉那个程序，或用 PORT 换一个端口。",
  }),
} satisfies Partial<ProblemTexts>;

/** A full or failing disk, for whoever keeps the machine; phones have words of their own. */
export const fullDisk: Notice = {
  title: "磁盘满了或出了故障",
  reason: "这一步没有做；已经收下的都在。",
  action: "请清出至少 2 GB，再做一次；有空间还不行的，停下服务，先复制一份数据文件夹，再换磁盘。",
};
