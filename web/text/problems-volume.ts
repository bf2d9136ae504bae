import type { ProblemTexts } from "./problem-texts.ts";

/** Refusals about 归档包. */
export const volumeProblems = {
  "volume.differs": ({ differences, units }) => ({
    title: "重数与登记的不一致，没有做归档包",
    reason: `归档包写出以前先重数一遍，有 ${differences} 处不一致${units.length > 0 ? `：${units.join("、")}` : ""}。`,
    action: "请保留现场，停止服务后用 verify 核验数据文件夹，看清是哪一处。",
  }),
  "volume.running": () => ({
    title: "这一轮的归档包正在做",
    reason: "一轮同时只做一个。",
    action: "请等它做完，或者先停止它。",
  }),
} satisfies Partial<ProblemTexts>;
