/** Words about the codes that a phone shows (动态口令): at sign-in, when binding a phone, in acts of two people. */
import type { CodeFault } from "../../server/core/problem.ts";

interface CodeFacts {
  readonly reason: CodeFault;
  readonly waitSeconds: number;
}

const faults: Readonly<Record<CodeFault, (whose: string) => string>> = {
  missing: (whose) => `还没有输入${whose}动态口令。`,
  wrong: (whose) => `${whose}动态口令不对，或者已经过时。`,
  used: (whose) => `${whose}动态口令已经用过，每个只能用一次。`,
  waiting: (whose) => `${whose}动态口令刚才错了几次，要等一会儿。`,
};

/** @param whose "您自己的", "另一位同志的", or nothing where there is one person only */
export const codeFault = ({ reason }: CodeFacts, whose = ""): string => faults[reason](whose);

export const codeAdvice = ({ reason, waitSeconds }: CodeFacts): string => {
  if (waitSeconds > 0) return `请等 ${waitSeconds} 秒，再输手机上新的 6 位数字。`;
  if (reason === "used") return "请等手机上换成新的 6 位数字，再输一次。";
  return "请输手机上现在显示的 6 位数字；总是不对的，请看手机的时间准不准。";
};

export const oneTimeCode = {
  code: "动态口令",
  hint: "手机上现在显示的 6 位数字",
  title: "输入动态口令",
  account: (name: string) => `账号 ${name}：密码正确，请再输动态口令。`,
  other: "换一个账号",
  lost: "手机丢了或换了？请两位同志在“账号”页给您重置，再重新绑定。",
  enrolTitle: "绑定动态口令",
  enrolLead:
    "这里已启用动态口令：登录时除了密码，还要输手机上显示的 6 位数字。请先用您自己的手机绑定，绑定后才能办事。",
  enrolNeeds:
    "手机上要有一个能显示动态口令的程序（身份验证器一类，支持 TOTP）。没有网络也能用，手机不用连到这台电脑。",
  begin: "显示二维码",
  again: "换一个二维码",
  scan: "用手机上的程序扫这个二维码：",
  qr: "绑定用的二维码",
  type: "扫不了的，在程序里手工输入这串字符（按时间、6 位、30 秒）：",
  once: "只显示这一次。不要拍照、不要转发，别人拿到就能替您出口令。",
  confirm: "确认绑定",
  busy: "正在处理…",
  signOut: "先退出",
} as const;
