/** What the command line says. */
export const cli = {
  administrators: ["承办人", "审核人"],
  initialised: "数据文件夹可以使用，账号已经有了。",
  serving: (addresses: readonly string[]) =>
    `准绳已启动。后台地址：\n${addresses.map((one) => `  ${one}/`).join("\n")}`,
  folder: (path: string) => `数据放在：${path}（请不要放进会自动同步或快照的文件夹）`,
  database: (name: string) => `数据放在数据库：${name}`,
  officeOf: (database: string, office: string) => `${database} 里的 ${office}`,
  officeAdded: (title: string, name: string) =>
    `已加入${title}。正在服务整个数据库的准绳一分钟内会自己打开它；它的命令在 DATABASE_URL 的后面写 ?office=${name}（前面已有问号的写 &office=${name}）。`,
  officesServed: (offices: readonly (readonly [name: string, address: string])[]) =>
    offices.length === 0
      ? "还没有能打开的巡察办；加入的、搬入的，一分钟内会自己打开。"
      : `已打开的巡察办：\n${offices.map(([name, address]) => `  ${name}　${address}`).join("\n")}`,
  officeEmpty: "里面是空的，等着搬入（move）或恢复（restore）。",
  noOffices: "这个数据库里还没有加入巡察办。",
  office: (name: string, title: string, address: string) => `${name}　${title}　${address}`,
  noAddress: "还没有设置 PLUMBLINE_URL（印在二维码里的地址），设置之前不能封存设置、不能制作测评码。",
  firstPasswords: (accounts: readonly { readonly name: string; readonly password: string }[]) =>
    "首次启动，已建立两个管理员账号（封存要两个人）。初始密码只显示这一次，登录后请马上修改：\n" +
    accounts.map(({ name, password }) => `  账号 ${name}　初始密码 ${password}`).join("\n"),
  account: (name: string, password: string) => `用户名 ${name}　初始密码 ${password}　（只显示这一次）`,
  codeReset: (name: string) => `${name} 的动态口令已重置，本人下次登录时重新绑定。`,
  checked: (file: string, title: string, warnings: number) =>
    `${file}：《${title}》可以使用${warnings > 0 ? `，有 ${warnings} 处请留意` : ""}`,
  scored: (unit: string, total: string, grade: string, opinion: string) =>
    total === ""
      ? `${unit}：不评等次${opinion === "" ? "" : `，测评问卷参考分 ${opinion}`}`
      : `${unit}：${total} 分${grade === "" ? "" : `，测算等次 ${grade}`}`,
  scoredAdjustment: { deduction: "专项扣分", bonus: "加分（不提高等次）" },
  scoredCap: (title: string, evidence: string, atMost: string, confirmed: boolean | null, reason: string) => {
    const decision = confirmed === null ? "待确认" : confirmed ? "已确认" : "不适用";
    const said = [title, evidence, `等次不高于${atMost}`, decision, reason];
    return `等次限制情形：${said.filter((one) => one !== "").join("；")}`;
  },
  answersChecked: (good: number, bad: number) => `${good} 份可以接收，${bad} 份不能接收`,
  sealed: (units: number, tooSmall: number) =>
    `已封存设置 ${units} 个单位${tooSmall > 0 ? `；${tooSmall} 个单位不足 5 人，请与相邻单位合并测评` : ""}`,
  pollState: (unit: string, state: string) => `${unit}：${state}`,
  closingUntil: (time: string) =>
    `已经扫码的人还可以交，宽限到 ${time}；到时再运行一次本命令，或启动服务，就会接着封存。`,
  spare: "--spare 要是 0 到 1000 的整数",
  scalesOfFiles: "--scales 只能与 --definition、--answers 一起用，不能用于一次测评",
  pollOrFiles: "要写明哪一次测评，或者用 --definition 和 --answers 写明文件；--by 只能是 unit 或 category",
  statistics: {
    form: (title: string, ballots: number) => `《${title}》　${ballots} 份`,
    item: (title: string, valid: number, missing: number) => `  ${title}　有效 ${valid}，缺失 ${missing}`,
    moments: (mean: string, sd: string, median: string) => `    均值 ${mean}，标准差 ${sd}，中位数 ${median}`,
    counts: (counts: { readonly [value: string]: number }) =>
      `    ${Object.entries(counts)
        .map(([value, n]) => `${value}：${n}`)
        .join("，")}`,
    few: "    有效答案少，不予显示",
    scale: (scale: string, items: number, complete: number, alpha: string) =>
      `  量表“${scale}”：${items} 题，${complete} 份全部作答（只用这些），Cronbach α ${alpha}`,
    byUnit: (units: number, icc1: string, icc2: string) =>
      `    ${units} 个单位，ICC(1) ${icc1}，ICC(2) ${icc2}`,
    raters: (column: string, targets: number, raters: number, single: string, mean: string) =>
      `  ${column}：${targets} 个对象，${raters} 名评价人全部作答，ICC(2,1) ${single}，ICC(2,k) ${mean}`,
    withheld: (title: string) => `《${title}》收回少，不予显示`,
  },
  totals: {
    usage: "--total 要和 --round 一起用，--parent 要和 --total 一起用",
    line: (form: string, units: number, ballots: number, score: string, leftOut: number) =>
      `${form}　${units} 个单位，${ballots} 份，合计得分 ${score}${leftOut > 0 ? `；另有 ${leftOut} 个单位人数少，没有计入` : ""}`,
  },
  assessmentsImported: (units: number) => `已录入 ${units} 个单位`,
  assessment: (unit: string, state: string, total: string, computed: string) =>
    `${unit}　${state}　总分 ${total}，测算等次 ${computed}`,
  reviewStep: (steps: readonly string[]) => `步骤只能是 ${steps.join("、")}`,
  reviewOptions: (step: string) =>
    `${step} 还缺选项或选项不对：proposed 要 --grade，reviewed 要 --opinion，returned 要 --reason，approved 要 --grade 和 --meeting（如 2026-11-27）`,
  recounted: (isSame: boolean, ballots: number) =>
    isSame
      ? `复核 ${ballots} 份：各项数字与原来一致。`
      : `复核 ${ballots} 份：与原来不一致，详见 --json 和复核单。`,
  recountedValue: (title: string, before: string, now: string) => `  ${title}　原来 ${before}，复核 ${now}`,
  pollOrRound: "要写明哪一次测评，或用 --round 写明轮次",
  leaders: (most: number) => `--leaders 应为 0 到 ${most} 的整数`,
  notOptional: (item: string) => `--include 里的“${item}”不是这份表的选用题`,
  map: (pair: string) => `--map 里的“${pair}”要写成 unit=列名 这样`,
  role: "--role 只能是 office、group、viewer、sysadmin、security 或 auditor",
  onOff: "只能写 on 或 off",
  group: "--role 为 group 时，要用 --group 写明巡察组",
  posterSize: "--size 只能是 A3 或 A4",
  poster: (file: string) => `公开海报已写入 ${file}。`,
  paper: (file: string, forms: number) => `${forms} 份空白表已写入 ${file}，一人一套，需要多少打印多少。`,
  tickets: (file: string, count: number) =>
    `已制作 ${count} 张，写到 ${file}。代码不再保存，丢失只能作废重做。`,
  imported: (round: string, units: number, ballots: number) =>
    `已导入：轮次 ${round}，${units} 个单位，${ballots} 份`,
  rosterImported: (round: string, units: number) => `轮次 ${round}：已导入 ${units} 个单位`,
  withheld: "人数少，不予显示",
  tallyWarning: "内部核对，不得公布",
  exporting: (done: number, of: number) => `各单位材料：${done}/${of}`,
  formats: (known: readonly string[]) => `--format 只能是 ${known.join("、")}`,
  exported: (file: string) => `已写到 ${file}`,
  backedUp: (folder: string) => `已备份到 ${folder}`,
  copiedAgain: (units: readonly string[]) =>
    `请留意：${units.join("、")}还在收票，之前已经备份过。两份备份相互比较，能看出其间收到了哪些票。请销毁先前的那一份，封存以前不要再备份。`,
} as const;

/** What the demonstration says. */
export const demo = {
  title: "准绳　演示：一轮巡察，10 个单位，433 人，三份表",
  ask: (folder: string) => `${folder} 里已有上次的演示。接着用请按回车，重新开始请输入 n：`,
  notAsked: "接着用上次的演示；要重新开始，请运行 npm run demo -- --fresh",
  steps: {
    roster: "导入名册",
    seal: "封存设置，生成密钥",
    tickets: "制作测评码",
    answer: "模拟扫码填写",
    close: "封存、计票",
    documents: "评分、出表",
  },
  tableHead: [
    "单位",
    "组",
    "应参加",
    "收回",
    "班子",
    "成员",
    "问卷",
    "研判",
    "监督",
    "扣分",
    "总分",
    "测算等次",
    "备注",
  ] as const,
  withheldShort: "不予显示",
  /** On the 登记表 of every closed meeting. */
  rollSheet: { meeting: "巡察专题汇报会", place: "单位会议室" },
  /** The round's own documents by name, the units' by number: a list of two hundred paths pushes the table off the screen. */
  written: (folder: string, ofRound: readonly string[], ofUnits: number) =>
    [
      `已写好，在 ${folder}：`,
      ...ofRound.map((file) => `  ${file}`),
      `  各单位的文件夹里另有 ${ofUnits} 份`,
    ].join("\n"),
  console: (address: string) => `后台：${address}`,
  accounts: "账号（只显示这一次；请各登录一次，先改初始密码；封存要两个人，一人操作、另一人确认）：",
  phone: (unit: string, url: string) =>
    `${unit}还开放着。用手机扫下面的码（手机要和这台电脑在同一个网络），或在浏览器打开：\n  ${url}`,
  stop: "按 Ctrl+C 结束。",
  seconds: (seconds: string) => `用时 ${seconds} 秒`,
} as const;
