/** Words of the pages for the meeting itself: exchange, roll sheet, voiding, rehearsal. */
export const onSite = {
  title: (unit: string) => `${unit}　现场办理`,
  link: "现场办理",
  linkOn: (unit: string) => `现场办理：${unit}`,
  linkWithdrawn: "重新组织",
  linkWithdrawnOn: (unit: string) => `重新组织：${unit}`,
  back: "回到进度",
} as const;

export const receiptsText = {
  title: "回执码清单",
  lead: "谁都可以查：只有回执码，看不出是谁、填了什么。",
  hang: (place: string) => `打印出来，在${place}张贴三天：手机上的回执页就是这样告诉填写人的。`,
  open: "打开清单，可以打印",
} as const;

export const bigScreenText = {
  title: "会场大屏",
  lead: "投给全场看：单位、怎么填、按 5 人一档的收票数；有开放二维码的也显示。没有结果，没有倒计时，不会弹出别的内容。后台退出登录，大屏照常显示；封存以后请断开投影。",
  open: "打开大屏（新窗口）",
} as const;

export const extendText = {
  act: "改截止时间",
  title: (unit: string) => `改${unit}的截止时间`,
  body: "新的时间会显示在填写页和大屏上，写进记录。到时间不会自动结束，仍由两人封存。已经打印的领码纸上还是原来的时间。",
  field: "截止时间",
  hint: "例如 2026年11月28日 18:00",
  safe: "不改",
  confirm: "改截止时间",
  done: (unit: string, until: string) => `${unit}的截止时间已改为 ${until}。`,
} as const;

export const closingPage = {
  title: (unit: string) => `${unit}　封存`,
  running: "正在封存：已经开始填的还可以提交，几分钟内完成。这一页会自己更新，可以离开，不影响封存。",
  closed: "票箱已经封存，不能再开放。这里只有份数，没有结果。",
  caption: "份数",
  rows: { eligible: "应参加", minted: "印制", returned: "收回", rate: "参评率" },
  sheets: (count: number) => `${count} 张`,
  next: "请当场清点剩余和交回的领码纸，填好登记表，打印后三方签字。结果在巡察组办公室另行登录后查看。",
  signOut: "退出登录",
} as const;

export const linkText = {
  title: "开放二维码",
  lead: "谁都可以扫，每人扫的都是同一个。收回的单独列出，不核对是谁填的，不计入得分。",
  hint: "贴在办事大厅、村务公开栏，或投到大屏上。封存后二维码失效。",
  alt: (unit: string, name: string) => `${unit}的开放二维码（${name}）`,
  screen: "投到大屏",
  poster: (size: string) => `公开海报（${size}）`,
} as const;

export const tabletText = {
  title: "平板或笔记本",
  lead: "给没带手机的人用。在平板或笔记本的浏览器里打开这个网址，只收本单位的码，不保存填写内容。",
  camera:
    "可以点页面上的字母、用扫码枪，或用摄像头扫码。摄像头只在 https 网址，或在装本系统的这台电脑上用 localhost 打开时能用。",
} as const;

export const exchangeText = {
  title: "换一张码",
  lead: "抽错类别、印坏的，没有扫过的可以换；扫过的不换。旧码当场作废，新码印一张。",
  bag: "新码放进票袋，由本人从袋里另抽一张，不要直接交给本人。",
  ticket: "旧码",
  ticketHint: "扫旧码上的二维码，或输入代码",
  batch: "换到哪个票袋",
  same: "原来的票袋",
  cap: "换发超过应参加人数的百分之五（至少 5 张）以后，另一位须是巡察办的同志。",
  act: "作废旧码，印新码",
  busy: "正在处理…",
  done: "旧码已作废，新码已下载。请打印一张，放进票袋，再删除文件。",
} as const;

export const rollSheetText = {
  title: "登记表",
  lead: "现场两人清点后填写张数，封存后打印，三方签字。表上只有张数，没有任何测评内容。",
  meeting: "会议名称",
  time: "时间",
  place: "地点",
  due: "应到",
  present: "实到",
  lost: "遗失",
  lostHint: "领走后丢了、登记遗失的领码纸",
  note: "说明",
  noteHint: "不平衡时写明原因",
  batch: "票袋（类别）",
  columns: {
    issued: "发出",
    exchanged: "换发",
    returned: "交回作废",
    left: "剩余作废",
    paperIssued: "纸质发出",
    paperReturned: "纸质收回",
  },
  /** What the columns mean, before it is too late to count anew. */
  columnsHint:
    "发出：从票袋里抽走的；剩余作废：没有抽走的，两样相加等于印制的张数。交回作废：领走没用、交回来的。换发由系统填好。",
  of: (column: string, batch: string) => `${batch}的${column}`,
  save: "保存登记表",
  busy: "正在保存…",
  saved: "登记表已保存。",
  balanced: "平衡。",
  notBalanced: (count: number) => `有 ${count} 处不平衡，请核对，或在说明里写明原因。`,
  print: "打印登记表",
  saveFirst: "改过的还没有保存，保存以后才能打印。",
  afterClose: "封存后才能与系统的数对照、打印。",
} as const;

export const voidText = {
  title: "作废本次测评",
  lead: "表单、名册有错，或者程序有问题时，作废本次。已收的答卷和密钥全部销毁，不能恢复；作废本身留在记录里。",
  reason: "理由",
  act: "作废…",
  question: (unit: string) => `作废${unit}的本次测评？`,
  safe: "不作废",
  confirm: "作废",
  busy: "正在作废…",
} as const;

export const invalidText = {
  title: "宣布测评无效",
  lead: "封存以后才发现程序有问题时，宣布本次无效：结果、材料、回执不再提供，不计入本轮的分数。封存文件和记录留下，可以核对；不能撤回。已经看过、打印过、导出过的结果，系统收不回来，要靠人去追。",
  reason: "理由",
  act: "宣布无效…",
  question: (unit: string) => `宣布${unit}的本次测评无效？`,
  safe: "不宣布",
  confirm: "宣布无效",
  busy: "正在登记…",
} as const;

export const repeatText = {
  title: "重新组织测评",
  lead: "本次已经作废或宣布无效。重新组织是另一次测评：表单、名册、办法照原来冻结的不变，密钥和领码纸都是新的，原来的领码纸不能再用。原来那一次留在记录里。",
  reason: null,
  act: "重新组织…",
  question: (unit: string) => `重新组织${unit}的测评？`,
  safe: "先不组织",
  confirm: "重新组织",
  busy: "正在生成密钥…",
} as const;

export const rehearsalText = {
  title: "试填",
  lead: "封存设置以前可以先演练：用演练票试填，内容不进入统计，演练完一键清除。试填没有清除时，不能封存设置、不能重新导入名册。",
  unit: "单位",
  start: "开始试填",
  busy: "正在处理…",
  columns: { unit: "正在试填的单位", tickets: "演练票", act: "操作" },
  tickets: (batch: string) => `${batch}（PDF）`,
  wipe: "清除试填…",
  wipeOn: (unit: string) => `清除试填：${unit}`,
  wiped: (unit: string) => `${unit}的试填已清除。`,
  wipeQuestion: (unit: string) => `清除${unit}的试填？`,
  wiping: {
    body: "试填的内容、演练票和它的密钥全部删除，不能恢复；已经印出的演练票不能再用。名册和设置不变，需要时可以再开始试填。",
    safe: "先不清除",
    confirm: "清除试填",
    busy: "正在清除…",
  },
} as const;
