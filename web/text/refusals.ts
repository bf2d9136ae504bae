import { call, momentOf, pollOf } from "./notice.ts";
import type { Notice, Place } from "./notice.ts";

/** Pages of refusal and fault that the phone itself decides on, or that a Problem is shown as. @source texts.zh.md §5 */
export const refusals = {
  notOpen: (place: Place): Notice => ({
    title: "还没有开始",
    reason: `${pollOf(place)}还没有开放。`,
    action: "请等巡察组宣布开始后再扫一次，码不会失效。",
  }),
  /** @param endedAt ISO 8601 UTC; missing when it is not known */
  closed: (place: Place, endedAt: string | null = null): Notice => ({
    title: "已经结束",
    reason: `${pollOf(place)}已${endedAt === null ? "经" : `于 ${momentOf(endedAt)} `}结束并封存。`,
    action: call("没有赶上的，可以向巡察组当面或来电反映", place),
  }),
  /** @param minutes whole minutes of the grace that are left; null when they are not known */
  closing: (minutes: number | null, place: Place): Notice => ({
    title: "正在封存",
    reason: `不再接收新的填写；已经开始的还可以在${minutes === null ? "几" : ` ${minutes} `}分钟内提交。`,
    action: call("已经开始的，请尽快提交。没有赶上的，可以向巡察组当面或来电反映", place),
  }),
  paused: (): Notice => ({
    title: "暂停一会儿",
    reason: "巡察组暂停了填写。",
    action: "已填的内容还在这部手机上，稍后再扫一次接着填。",
  }),
  void: (place: Place): Notice => ({
    title: "这次测评已作废",
    reason: `${pollOf(place)}已登记作废，内容不进入统计。`,
    action: call("是否重新测评，请等巡察组通知", place),
  }),
  usedElsewhere: (): Notice => ({
    title: "这个码已经用过",
    reason: "这个码已在别处开始填写，为防一码两填，这里不能再用。",
    action: "如果不是您本人，请马上告诉现场工作人员，由两人按换票程序办理。",
  }),
  allDone: (forms: number): Notice => ({
    title: "您已经填完了",
    reason: `这个码的 ${forms} 份都已收到，不用再填。`,
    action: "可以关掉这一页。",
  }),
  /** @param hasNext more forms are left to fill in */
  oneDone: (hasNext = true): Notice => ({
    title: "这一份已经收到",
    reason: "第一次提交的有效，不用重复。",
    action: hasNext ? "点“下一份”继续。" : "点“继续”看收妥的份数。",
  }),
  linkDone: (): Notice => ({
    title: "这部手机已经填过了",
    reason: "同一部手机原则上填一次。您填的已经收到。",
    action: "可以关掉这一页。",
  }),
  linkUnknown: (): Notice => ({
    title: "没有找到这份问卷",
    reason: "二维码可能没有扫全，或者这里没有公开的问卷。",
    action: "请对准海报上的二维码再扫一次。",
  }),
  linkMismatch: (place: Place): Notice => ({
    title: "核对没有通过，已替您停下",
    reason: "网页与海报上的二维码不一致。可能连错了网址，也可能有人动过系统。",
    action: call("您填的内容没有发出。请停止填写，当面或来电告诉巡察组", place),
  }),
  linkBusy: (seconds: number): Notice => ({
    title: "请稍等一分钟",
    reason: "同一个网络里，一分钟内打开问卷的人多了些。",
    action: `${seconds} 秒后再扫一次。内容没有丢。`,
  }),
  voided: (): Notice => ({
    title: "这个码已作废",
    reason: "这张码已登记作废（换码或未发出）。",
    action: "请用新领的码；没有新码，请找现场工作人员。",
  }),
  unknown: (): Notice => ({
    title: "没有认出这个码",
    reason: "可能没有扫全、输错了一两位，或者测评已经结束（封存后码即失效）。",
    action: "请重新扫，或对照纸面再输一次。",
  }),
  typedWrong: (): Notice => ({
    title: "代码好像输错了",
    reason: "有一两位与纸面不一样。",
    action: "请一组一组对照纸面核对，字母不分大小写。",
  }),
  otherUnit: (other: string, here: string): Notice => ({
    title: "这是别的单位的码",
    reason: `这张码是${other}的，这里是${here}。`,
    action: "请核对领码纸上的单位名称；领错了，没扫之前可以换。",
  }),
  rehearsalOver: (): Notice => ({
    title: "这是演练用的码",
    reason: "演练已结束，内容已清除。",
    action: "请使用正式领码纸。",
  }),
  keyMismatch: (place: Place): Notice => ({
    title: "核对没有通过，已替您停下",
    reason: "网页给出的核对码与领码纸不一致。可能连错了网址，也可能有人动过系统。",
    action: call("您填的内容没有发出。请停止填写，当面或来电把核对码报给巡察组（不用交出领码纸）", place),
  }),
  formChanged: (): Notice => ({
    title: "题目有更新",
    reason: "您打开的是旧版。",
    action: "已为您换成新版，已填的会尽量保留，请检查后提交。",
  }),
  answersInvalid: (titles: readonly string[]): Notice => ({
    title: `有 ${titles.length} 题需要看一下`,
    reason: titles.length === 0 ? "有的题没有填好。" : `没有填好的是：${titles.join("；")}。`,
    action: "点“去看看”。内容没有丢。",
  }),
  tooManyTries: (seconds: number): Notice => ({
    title: seconds <= 60 ? "请稍等一分钟" : "请稍等几分钟",
    reason: "这里输错的次数多了些。",
    action: `${seconds} 秒后再试，不影响其他人。`,
  }),
  offline: (): Notice => ({
    title: "网络断了，还没有提交",
    reason: "您填的都保存在这部手机上。",
    action: "请不要清理微信，也不要换手机；有网后会自动再交，看到“已收到”才算完成。",
  }),
  busy: (seconds: number): Notice => ({
    title: "人多，请稍候",
    reason: "大家同时在提交，还没有轮到。",
    action: `不用反复点，${seconds} 秒后自动再试。内容没有丢。`,
  }),
  storage: (): Notice => ({
    title: "系统暂时收不了",
    reason: "服务器出了故障，您这份还没有收下。",
    action: "内容保存在这部手机上。请告诉现场工作人员，恢复后再扫一次。",
  }),
  privateMode: (): Notice => ({
    title: "手机没有让我们暂存",
    reason: "无痕模式或存储已满，中途关掉会丢。",
    action: "可以继续填，请一次填完；或换普通模式再扫。",
  }),
  unexpected: (): Notice => ({
    title: "出了点问题",
    reason: "系统遇到没有料到的情况，刚才这一步没有完成。",
    action: "请过一分钟再试一次；还不行，请告诉现场工作人员。",
  }),
  keyShown: (shown: string) => `网页给出的核对码　${shown}`,
  seeThem: "去看看",
  retry: "再试一次",
  retryIn: (seconds: number) => `再试一次（${seconds}\u00a0秒后自动重试）`,
  nextForm: "下一份",
  goOn: "继续",
  contact: (group: string, phone: string) => (phone === "" ? `联系　${group}` : `联系　${group}　${phone}`),
} as const;

/** In place of those above where the phone keeps nothing: leaving the page would lose what was filled in. */
export const unkeptRefusals = {
  paused: (): Notice => ({
    title: "暂停一会儿",
    reason: "巡察组暂停了填写。",
    action: "手机没有让我们暂存，您填的只在这一页上。请不要关闭这一页，过一会儿点“重新打开”接着填。",
  }),
  offline: (): Notice => ({
    title: "网络断了，还没有提交",
    reason: "手机没有让我们暂存，您填的只在这一页上。",
    action: "请不要关闭这一页，也不要退出微信；有网后会自动再交，看到“已收到”才算完成。",
  }),
  storage: (): Notice => ({
    title: "系统暂时收不了",
    reason: "服务器出了故障，您这份还没有收下。",
    action: "您填的只在这一页上，请不要关闭这一页，并告诉现场工作人员；恢复后会自动再交。",
  }),
} as const;
