/** Words of the page 互信电脑: this installation's fingerprint and the installations whose parcels it takes. */
import { inFours } from "../../server/core/ticket/crockford.ts";

export const installationsText = {
  title: "互信电脑",
  lead: "巡察办和各巡察组的电脑之间用优盘传任务包、封存包。每个包都有电脑的签名；只收名单上的电脑做的包。",
  own: "本机指纹",
  ownHint:
    "请把这 20 个字母和数字当面念给对方，或抄在纸上交给对方。不要和优盘放在一起，也不要和包一起发出：那样换了包的人也能换掉指纹。",
  fingerprint: inFours,
  others: "信任的电脑",
  none: "还没有信任的电脑。",
  columns: { name: "名称", fingerprint: "指纹", at: "信任时间", state: "现在", act: "操作" },
  trusted: "信任",
  trustedCity: "信任，上级巡察办",
  revoked: (at: string, reason: string) => `${at} 取消信任：${reason}`,
  add: "信任一台电脑",
  addBody: "请对方当面念出那台电脑上的指纹，两个人一起核对，再填在这里。",
  name: "名称",
  nameHint: "如：县委第一巡察组的笔记本",
  typed: "对方的指纹",
  typedHint: "20 个字母和数字；空格、短横、大小写都可以",
  is: "它是",
  kinds: { peer: "巡察组的电脑、其他巡察办或下级", city: "上级巡察办" },
  isHint: "只有上级巡察办下发的模板包才收；一般的电脑选第一项。",
  addConfirm: "两人核对无误，信任",
  city: (isCity: boolean) => (isCity ? "设为上级巡察办" : "不再作上级巡察办"),
  cityOn: (isCity: boolean, name: string) =>
    isCity ? `设为上级巡察办：${name}` : `不再作上级巡察办：${name}`,
  cityBody: (isCity: boolean) =>
    isCity
      ? "以后它下发的模板包都收，模板里的表单本单位只能用、不能改。请两个人核对它确实是上级巡察办的电脑。"
      : "以后它的模板包不再收，已经收下的模板也不再管住本单位的表单；表单都留着，别的包照收。",
  cityConfirm: "两人确认",
  revoke: "取消信任",
  revokeOn: (name: string) => `取消信任 ${name}`,
  revokeTitle: (name: string) => `取消对“${name}”的信任？`,
  revokeBody: "电脑丢失、送修或不再使用时取消。以后它做的包一律不收，也不能再次信任；已经收下的不受影响。",
  reason: "理由（写进记录）",
  revokeConfirm: "取消信任",
  safe: "先不",
  busy: "正在办理…",
  lines: (own: string): string => `本机指纹 ${inFours(own)}`,
} as const;
