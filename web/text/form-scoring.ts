/** Words about which schemes take points from a form. */
interface Named {
  readonly id: string;
  readonly title: string;
}

export const scoringText = {
  title: "评估办法",
  none: "现有的评估办法都不从这份表取分，只统计、不计入得分。",
  some: "从这份表取分的评估办法：",
  /** With its id where another has the same title. */
  scheme: ({ title, id }: Named, all: readonly Named[]) =>
    all.some((one) => one.id !== id && one.title === title) ? `${title}（${id}）` : title,
  open: "复制一份评估办法，改从这份表取分…",
  lead: "办法的其他内容不变，只把其中一份表换成这一份；对不上的（例如没有办法要用的题目、选项）会逐条指出，不保存。复制以后，到“轮次设置”里选用。",
  from: "复制哪个办法",
  replaced: "这份表代替",
  name: "新办法的名称",
  titleFor: (scheme: string, form: string) => `${scheme}（用《${form}》）`.slice(0, 200),
  copy: "检查并复制",
  busy: "正在检查…",
  made: (title: string) => `已复制：${title}。请到“轮次设置”里选用。`,
} as const;
