/** What the command line says about itself. */
export const cliHelp = {
  titles: {
    "Usage:": "用法：",
    "Arguments:": "参数：",
    "Options:": "选项：",
    "Commands:": "命令：",
  } as Readonly<Record<string, string>>,
  options: "[选项]",
  command: "[命令]",
  help: "显示用法",
  helpOf: "显示一个命令的用法",
  preset: (value: string) => `（不写就是 ${value}）`,
} as const;

/** What is wrong with a call, by the parser's own code; `named` is the word it is about. */
export const callFaults: Readonly<Record<string, (named: string) => string>> = {
  "commander.unknownCommand": (named) => `没有“${named}”这个命令`,
  "commander.unknownOption": (named) => `没有“${named}”这个选项`,
  "commander.missingArgument": (named) => `还要写明 ${named}`,
  "commander.missingMandatoryOptionValue": (named) => `还要写明 ${named}`,
  "commander.optionMissingArgument": (named) => `${named} 后面还要写明内容`,
  "commander.excessArguments": () => "写多了，有的内容用不上",
  "commander.help": () => "还要写明做什么",
};

/** Reasons that programs give, in words. */
const REASONS: Readonly<Record<string, string>> = {
  // data folder
  missing: "文件不见了",
  "log-changed": "日志文件被改动过",
  exchanged: "这个文件和上次关闭时的不一样：可能放回了旧的，或在停机时被改动过",
  "quick-check": "文件结构坏了",
  "integrity-check": "文件结构坏了",
  "not-a-database": "文件被别的内容覆盖了",
  "wrong-file": "换成了别的文件",
  "log-not-empty": "另一个程序一直在读，日志清不空",
  "other-than-box": "封存文件里的份数和票箱里的不一样，没有删除任何内容",
  "other-digest": "封存文件和计票时的不一样，没有删除任何内容",
  "other-than-counted": "封存文件和封存时的不一样，可能是磁盘出错，或被改动过",
  "broken-page": "数据库的文件结构坏了",
  unreadable: "读不出来",
  "older version: start the server once": "是以前的版本写的",
  // backup
  "no data folder": "设置的数据文件夹里没有准绳的数据",
  "target is not empty": "备份要写到一个新的或空的文件夹",
  "polls are being closed; try again": "正在封存，请稍后再备份",
  "paper not closed":
    "有纸质表正在录入，或已并入还没有封存的测评；这时的备份会留下纸质表的内容，请封存以后再备份",
  "no stores in database": "DATABASE_URL 写的数据库里没有准绳的数据",
  // restore
  "not a backup": "这个文件夹不是备份（里面没有 backup.json）",
  "restore target is not empty": "只能恢复到一个新的或空的数据文件夹，请先把原来的文件夹挪开",
  "restore too few locks":
    "测评太多，数据库一次记不下这么多锁，没有改动；请数据库管理员把 max_locks_per_transaction 设为 1024，重启数据库，再做一次",
  "restore database is not empty": "只能恢复到一个空的数据库；这个数据库里已有内容，没有改动",
  "other-than-backed-up": "和备份时的不一样",
  folder: "这里应当是一个文件，却是文件夹",
  "not-a-folder": "这里应当是文件夹，却是一个文件",
  "half-restored": "恢复备份做到一半断了，里面的文件不全",
  // settings
  PORT: "PORT 要是 0 到 65535 的整数",
  PLUMBLINE_URL: "PLUMBLINE_URL 要像 http://192.168.1.10:8080 这样，后面不带路径",
  DATABASE_URL: "DATABASE_URL 要像 postgres://用户:密码@主机:5432/数据库 这样",
  DATABASE_STANDBYS:
    "DATABASE_STANDBYS 要把每台备库写一次，像 DATABASE_URL 那样写，用逗号隔开；密码里的逗号写成 %2C",
  "office name": "巡察办的简称只能用小写英文字母和数字，字母开头，最多 16 个字符，不能是 pg",
  "office address": "网址要以 https:// 加主机名写成，后面不带路径",
  "office title": "请写明巡察办的名称",
  "office taken": "这个简称或这个网址的主机名已经有巡察办用了，没有改动",
  "office alone":
    "这个数据库已经归一个巡察办单独使用，不能再加入别的；请另建一个数据库，把原来的备份后恢复进去",
  "office schema": "数据库里已有同名的内容，没有改动",
  "office not named": "这个数据库里有几个巡察办，请在 DATABASE_URL 的后面写明是哪一个，如 ?office=yongning",
  "office unknown": "这个数据库里没有 DATABASE_URL 写的这个巡察办；用 plumbline offices list 查看有哪些",
  "demo in database": "演示只用自己的数据文件夹，不放进数据库；请去掉 DATABASE_URL",
  moved: "这个数据文件夹已经搬进数据库，不能再启动；如果搬的时候中断了，请再运行一次同样的 plumbline move",
  "move from database": "move 是从数据文件夹搬进数据库，请去掉 DATABASE_URL",
  "other-than-moved": "里面的内容核验的结果与数据文件夹的不同",
  "sqlite in folder":
    "这个数据文件夹里已有用自带数据库建的内容，不能同时用 DATABASE_URL；请换一个空的数据文件夹，或去掉 DATABASE_URL",
};

/** A reason in words; one without words as it stands. */
export const reasonText = (reason: string): string =>
  Object.hasOwn(REASONS, reason) ? REASONS[reason]! : reason;

const FILE_FAULTS: Readonly<Record<string, string>> = {
  missing: "没有这个文件或文件夹",
  exists: "已经有这个文件，为了不覆盖，请换一个名称",
  "not-allowed": "没有读写的权限",
  full: "磁盘满了或出了故障，启动不了。请清出空间，或者把数据放到别的磁盘上",
  failing: "读写出错，磁盘或 U 盘可能坏了，请换一个",
  "wrong-kind": "要的是文件，给的是文件夹，或者相反",
  "not-json": "里面不是完整的 JSON，或有重复的键",
  "other-shape": "内容的格式不对",
};

/** Why a file that was named cannot be used. */
export const fileFault = (reason: string): string =>
  Object.hasOwn(FILE_FAULTS, reason) ? FILE_FAULTS[reason]! : `打不开（${reason}）`;
