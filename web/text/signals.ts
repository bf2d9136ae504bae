/** 建议进一步了解的方面: what it is, and what it is not. */
import type { SignalAnswer } from "../../server/http/office/answers-signals.ts";
import { office } from "./office.ts";

type Kind = SignalAnswer["kind"];
type Of<K extends Kind> = Extract<SignalAnswer, { kind: K }>;

const SHARES: { readonly [tenths: number]: string } = { 3: "三成以上", 5: "五成以上", 8: "八成以上" };

export const signals = {
  title: "建议进一步了解的方面",
  lead: `${office.signals}只看本单位，不作排名，不导出。`,
  none: "没有需要提示的方面。这只说明意见不集中，不等于没有问题。",
  says: {
    "low-item": ({ form, title, score, mean }) =>
      `${form}：“${title}”得 ${score} 分，比本表平均 ${mean} 分低 10 分以上。`,
    problem: ({ form, title, percent, isProminent }) =>
      `${form}：${percent}% 的人选了“${title}”（${isProminent ? "突出" : "关注"}）。`,
    disagreement: ({ form, title, low, high }) =>
      `${form}：“${title}”各计票组看法差得多，${low.block} ${low.mean} 分，${high.block} ${high.mean} 分。`,
    "low-turnout": ({ percent }) => `参评率 ${percent}%，偏低。`,
    patterns: ({ form, straightLinedTenths, alikeTenths }) =>
      `${form}：由各题票数推算，${[
        ...(straightLinedTenths > 0 ? [`${SHARES[straightLinedTenths]}的答卷各题选在同一档`] : []),
        ...(alikeTenths > straightLinedTenths ? [`${SHARES[alikeTenths]}的答卷各题评价彼此相同`] : []),
      ].join("，")}。`,
  } satisfies { readonly [K in Kind]: (signal: Of<K>) => string },
  isNot: {
    "low-item": "分低说明评价分散或偏低，不说明存在违规。",
    problem: "选的人多说明印象集中，不等于问题属实，须另行了解。",
    disagreement: "看法不同可能因为了解的情况不同，不说明哪一组说得对。",
    "low-turnout": "参评少可能因为出差、倒班或者发放不便，不说明有人不愿参加。",
    patterns: "意见一致时答卷本来就会相同，不说明填写不认真，也不说明受人授意，不得据此追问填写人。",
  } satisfies { readonly [K in Kind]: string },
} as const;

/** The sentence of one signal. */
export function signalSentence(signal: SignalAnswer): string {
  const say = signals.says[signal.kind] as (one: SignalAnswer) => string;
  return say(signal);
}
