/** Words printed on a ticket (测评票), on its back, and in the foot of a sheet. @source texts.zh.md §2 */
export const ticketSlip = {
  /** Three lines: a slip is 64 mm wide. */
  howto: (address: string, forms: number, openUntil: string): readonly string[] => [
    `①手机相机或浏览器扫码；或打开 ${address} 输入代码`,
    `②填完 ${forms} 份，看到“已收到”就好；没填完再扫接着填`,
    `③用完自己撕掉，不要给人、不要外传${openUntil === "" ? "" : `；${openUntil}前有效`}`,
  ],
  /** What is true of the set-up that is active, in the few words a slip has room for. */
  statement: (address: string) =>
    address.startsWith("https://") ? "码上没有姓名和编号，请自己抽" : "码上没有姓名；请连巡察组的无线网",
  rehearsal: "演练票　作废",
  keyCheck: (fingerprint: string) => `核对码 ${fingerprint}`,
  foot: (round: string, unit: string, batch: string) => `${round}　${unit}　${batch}　已打乱`,
  fold: "剪开后背面朝上，由本人抽取",
  page: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  wifi: (name: string, password: string) =>
    `连 Wi-Fi“${name}”，密码 ${password}。手机提示“此网络无法上网”时，选“继续使用”或“保持连接”；` +
    "仍打不开，请先关掉手机流量再扫。微信里打不开时，改用手机相机或浏览器扫。",
  documentTitle: (unit: string) => `${unit}　测评码`,
} as const;
