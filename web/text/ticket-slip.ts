/** Words printed on a ticket (测评票) and on its back. @source texts.zh.md §2 */
export const ticketSlip = {
  title: (unit: string, category: string) => `${unit}　测评码　（${category}）`,
  howto: (address: string, forms: number, openUntil: string) => [
    `① 用手机相机或浏览器扫码；扫不了，就打开 ${address}，输入下面的代码。`,
    `② 按提示填完 ${forms} 份，看到“已收到”就好了。`,
    `③ 没填完，再扫一次接着填；换手机也行，没提交的那一份要重填。${openUntil === "" ? "" : `${openUntil} 前有效。`}`,
    "④ 用完自己撕掉。不要给人、不要拍照外传，也不用交回。",
  ],
  promise: "一人一码，码上没有您的姓名和编号。请自己抽，不要代领。",
  spoiled: "抽错类别或印坏了，没有扫之前可以换。",
  leaderNote: "班子成员只填领导班子表和问卷。",
  keyCheck: (fingerprint: string) => `核对码 ${fingerprint}：网页上显示的应与此相同。`,
  rehearsal: "演练票　作废",
  wifi: (name: string, password: string) =>
    `连 Wi-Fi“${name}”，密码 ${password}。手机提示“此网络无法上网”时，选“继续使用”或“保持连接”；` +
    "仍打不开，请先关掉手机流量再扫。微信里打不开时，改用手机相机或浏览器扫。",
} as const;
