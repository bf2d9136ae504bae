/** 手机能打开吗: words of the page in the console and of the page on the phone. */
export const reachText = {
  title: "手机能打开吗",
  lead: "用一部手机连上会场要用的网络，扫下面的二维码，或在浏览器里输入网址。手机上看到“可以打开”，这一页就会记一次。只记次数，不记是哪部手机。",
  printed: "印在二维码里的网址",
  network: "这台电脑的网络地址",
  type: "输入网址",
  qr: (address: string) => `测试二维码：${address}`,
  notYet: "还没有手机打开过",
  opened: (times: number) => `打开过 ${times} 次`,
  noAddress:
    "还没有设置印在二维码里的网址。先在下面找一个手机能打开的，设成 PLUMBLINE_URL，再重新启动；设好以前不能封存设置。",
  ownAddress:
    "印在二维码里的网址只有这台电脑打得开，手机打不开。先在下面找一个手机能打开的，设成 PLUMBLINE_URL，再重新启动。",
  none: "这台电脑没有连上网络。请先连上会场的路由器。",
  helpTitle: "打不开怎么办",
  help: [
    "手机和电脑要连同一个无线网；手机提示“此网络无法上网”时，选“继续使用”，仍打不开就关掉手机流量。",
    "Windows 第一次启动会问“是否允许访问网络”，要选“允许”；没有选的，在防火墙里放行 Node.js。",
    "有的路由器不许设备之间互相访问（AP 隔离、访客网络），请关掉这一项，或换一个无线网。",
    "微信里打不开的，换手机相机或浏览器扫。",
  ],
  link: "手机能打开吗",
  linkLead: "封存设置以前，用一部手机试一下印在二维码里的网址打不打得开。",
  /** Of a sealed round: the address is printed or will be. */
  linkLater: "开会以前在会场再试一次：用一部手机看看印在二维码里的网址打不打得开。",
} as const;
