import type { ProblemTexts } from "./problem-texts.ts";

/** "2036-11-29" of a moment in UTC, by the clock of whoever reads. */
const localDayOf = (utc: string): string => {
  const at = new Date(utc);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
};

/** Refusals about 归档包. */
export const volumeProblems = {
  "round.kept": ({ until }) => ({
    title: "还不能销毁",
    reason: until === null ? "还没有写明这一轮保管多少天。" : `保管到 ${localDayOf(until)}，没有到期。`,
    action: "请在“材料”页的“归档包与保管”里看清保管期限，到期以后再办。",
  }),
  "round.no-volume": () => ({
    title: "还没有做过归档包，不能销毁",
    reason: "封存文件销毁以后，只有带走的归档包还能核验。",
    action: "请先做归档包，交档案部门保管。",
  }),
  "round.destroyed": () => ({
    title: "这一轮的封存文件已按规定销毁",
    reason: "结果、材料、登记表不能再看，也不能再出；何时、为什么、由谁销毁，销毁记录里都有。",
    action: "需要查阅的，请看交出去保管的归档包；销毁记录在“材料”页。",
  }),
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
