/** What the window of the server says about the machine under it, each with what to do next. */
export const machine = {
  cutOff:
    "上一次不是正常停止的（断电、被强行结束，或者内存不够）。已经收下的都在，没做完的会接着做完，可以照常使用；不是断电的，请看操作手册“当……时怎么办”。",
  clockBehind: (minutes: number) =>
    `请校准这台电脑的时间：它比最近一次操作的记录早 ${minutes} 分钟。收票和计票不受影响，但宽限的截止、登录时限和操作记录的时间会不准。`,
  fewConnections: ({ allowed, wanted }: { readonly allowed: number; readonly wanted: number }) =>
    `数据库最多接 ${allowed} 个连接，使用它的全部准绳程序同时忙起来要用 ${wanted} 个。不会丢票，但人多时有人要等，或者要再交一次。请数据库管理员把 max_connections 调大、重启数据库，或者少开几个准绳程序。`,
  clockSetBack:
    "这台电脑的时间刚才被拨回去了：请校准。收票和计票不受影响，但宽限的截止、登录时限和操作记录的时间会不准。",
  diskFull:
    "磁盘满了或出了故障，现在不收票，也不能办理；已经收下的都在，手机上的内容会留着。请清出至少 2 GB，不用重新启动，清出来就接着收；有空间还不行的，停下服务，先复制一份数据文件夹，再换磁盘。",
  diskAgain: "磁盘又能写了，已经接着收票。",
  outOfFiles:
    "这台电脑允许同时打开的文件用完了，新来的手机连不上；已经收下的都在。请关掉别的程序；还不行的，重新启动准绳；做成服务的，把 LimitNOFILE 设大（如 65536）。",
  filesAgain: "又能打开文件了，可以照常使用。",
} as const;
