import type { AnswerFault, AnswerFaultReason, ProblemFacts } from "../../server/core/problem.ts";
import type { PollState } from "../../server/core/round/round.ts";
import { kioskRefusals } from "./kiosk.ts";
import type { Notice, Place } from "./notice.ts";
import type { ProblemTexts } from "./problem-texts.ts";
import { refusals, unkeptRefusals } from "./refusals.ts";

/** What is wrong with one answer, for the line beside its question. */
export const answerFaults = {
  "unknown-question": "这一题不在这份表里，请重新打开后再填",
  "unknown-row": "这一行不在表里，请重新打开后再填",
  "unknown-column": "这一列不在表里，请重新打开后再填",
  "unknown-option": "选的一项不在选项里，请重新选",
  "wrong-type": "填写的内容不合这一题的格式，请重新填",
  hidden: "这一题现在不用填，请重新打开后再填",
  required: "这一题还没有选，请选一项",
  "too-long": "写得长了些，请删减一些",
  "too-many": "选得多了，请去掉几项",
  "too-few": "选得少了，请再选几项",
  duplicate: "同一项选了两次，请重新选",
  exclusive: "“没有发现”“不了解”不能和别的选项一起选",
  "out-of-range": "数字超出了范围，请改一改",
  pattern: "写法不合要求，请照提示改一改",
  quota: "这一档选得太多，超过了这份表规定的名额，请改一改",
} satisfies Record<AnswerFaultReason, string>;

/** "领导班子廉洁自律：这一题还没有选，请选一项" */
export const answerFaultLine = (fault: AnswerFault): string =>
  `${fault.title === "" ? fault.question : fault.title}：${answerFaults[fault.reason]}`;

function notOpen({ state }: { state: PollState }, place: Place): Notice {
  if (state === "paused") {
    const words = place.isKiosk ? kioskRefusals : place.isUnkept ? unkeptRefusals : refusals;
    return words.paused();
  }
  if (state === "closing") return refusals.closing(null, place);
  return refusals.notOpen(place);
}

type Closed = ProblemFacts["poll.closed"];

function closed({ state, endedAtUtc }: Closed, place: Place): Notice {
  if (state === "void") return refusals.void(place);
  return state === "closing" ? refusals.closing(null, place) : refusals.closed(place, endedAtUtc);
}

const REOPEN = "请关掉这一页，再扫一次领码纸上的码。";

/** Refusals a respondent may meet. */
export const phoneProblems = {
  "request.too-large": ({ bytesMax }) => ({
    title: "内容太长，没有收下",
    reason: `一次最多收 ${Math.floor(bytesMax / 1024)} KB。`,
    action: "请把文字写短一些再提交。",
  }),
  "request.wrong-type": () => ({
    title: "没有收下",
    reason: "发来的内容格式不对。",
    action: REOPEN,
  }),
  "request.malformed": () => ({
    title: "没有收下",
    reason: "发来的内容不完整或格式不对。",
    action: REOPEN,
  }),
  "request.wrong-origin": () => ({
    title: "没有执行",
    reason: "这个请求不是从本系统的网页发出的。",
    action: "请从浏览器里重新打开本系统，再做一次。",
  }),
  "request.not-found": () => ({
    title: "没有这个页面",
    reason: "网址可能没有输全，或已经改了。",
    action: "请核对网址，或重新扫码。",
  }),
  "request.method": () => ({
    title: "没有执行",
    reason: "这个网址不接受这种操作。",
    action: "请从页面上的按钮再做一次。",
  }),
  "host.unknown": () => ({
    title: "没有这个网址",
    reason: "这个网址不是本系统的，可能没有输全，或已经改了。",
    action: "请核对网址，或重新扫码。",
  }),
  "office.not-open": () => ({
    title: "现在打不开",
    reason: "这个网址的系统正在启动，或者正在维护。",
    action: "请过几分钟再打开，手机上填好的内容会留着。一直打不开的，请找现场工作人员。",
  }),
  "server.busy": ({ seconds }) => refusals.busy(seconds),
  "ticket.unknown": () => refusals.unknown(),
  "ticket.used-elsewhere": () => refusals.usedElsewhere(),
  "ticket.voided": () => refusals.voided(),
  "ticket.malformed": () => refusals.typedWrong(),
  "ticket.too-many-tries": ({ seconds }) => refusals.tooManyTries(seconds),
  "link.unknown": () => refusals.linkUnknown(),
  "link.too-many": ({ seconds }) => refusals.linkBusy(seconds),
  "poll.unknown": () => ({
    title: "没有找到这次测评",
    reason: "网址可能不对，或这次测评不在这台电脑上。",
    action: "请核对网址，或找现场工作人员。",
  }),
  "poll.not-open": notOpen,
  "poll.closed": closed,
  "credential.refused": () => ({
    title: "没有收下",
    reason: "这份凭证没有通过核对，可能是别的单位、别的表或已停用的码。",
    action: "请再扫一次领码纸上的码；还不行，请找现场工作人员。内容没有丢。",
  }),
  "credential.blinded-out-of-range": () => ({
    title: "没有收下",
    reason: "手机发来的凭证格式不对，码没有被使用。",
    action: REOPEN,
  }),
  "credential.key-mismatch": (_facts, place) => refusals.keyMismatch(place),
  "form.unknown": () => ({
    title: "没有找到这份表",
    reason: "您打开的页面可能是旧的。",
    action: REOPEN,
  }),
  "form.changed": () => refusals.formChanged(),
  "ballot.invalid": ({ questions }) =>
    refusals.answersInvalid([...new Set(questions.map((fault) => fault.title || fault.question))]),
  "ballot.already-cast": () => refusals.oneDone(),
  "network.no-answer": ({ status }, place) => {
    const { offline, storage } = place.isKiosk ? kioskRefusals : refusals;
    return status === null ? offline() : storage();
  },
  "store.storage-full": (_facts, place) => (place.isKiosk ? kioskRefusals : refusals).storage(),
} satisfies Partial<ProblemTexts>;
