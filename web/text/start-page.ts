/** Words of the portable folder: its page and what its window says. */
export const startText = {
  title: "准绳已经启动",
  address: "手机打开的网址",
  scan: "请用手机连上同一个无线网，扫左边的码试一下。看到“可以打开”，就说明手机能连上。",
  opened: (times: number) => (times === 0 ? "还没有打开过" : `启动以后打开过 ${times} 次`),
  console: "打开后台",
  noNetwork: "还没有接上网络",
  noNetworkAct: "请先打开自带的路由器，把这台电脑连上去，关掉启动的窗口再重新启动。",
  stop: "用完以后：退出后台的登录，再到启动的窗口按 Ctrl+C，看到窗口结束了，才可以拔 U 盘。",
  window: (page: string) => `自检和二维码也在这台电脑的这一页：${page}`,
  windowScan: (test: string) => `手机连上同一个无线网，扫这个码试一下（${test}）：`,
  windowStop: "停止：按 Ctrl+C，等窗口结束了再拔 U 盘。",
} as const;
