import type { Dimension } from "../definition/instrument.ts";

/** The six dimensions of the political ecology, in words. @source forms.zh.md */
export const DIMENSION_NAMES: { readonly [dimension in Dimension]: string } = {
  discipline: "执行政治纪律",
  leading: "发挥领导作用",
  duties: "履行“两个责任”",
  style: "工作作风",
  life: "执行组织生活制度",
  staffing: "选人用人",
};
