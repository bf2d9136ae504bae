/** A form with every question, cell and input type that a definition may have, as plain SurveyJS JSON. */
const choices = ["很清楚", "比较清楚", "不太清楚"];

const choosing = {
  name: "choosing",
  title: "选择",
  elements: [
    { type: "html", name: "words", html: "<p>请按<b>最近一年</b>的情况填写。</p>" },
    {
      type: "radiogroup",
      name: "one",
      title: "您主要从哪里了解单位的工作？",
      isRequired: true,
      choices: ["会议和文件", "公示栏", "同事"],
      showOtherItem: true,
      otherText: "其他",
    },
    {
      type: "checkbox",
      name: "some",
      title: "哪些方面需要改进？",
      isRequired: true,
      choices: ["学习", "调研", "办事流程", "会议安排"],
      showNoneItem: true,
      noneText: "都不需要",
      maxSelectedChoices: 3,
    },
    {
      type: "dropdown",
      name: "list",
      title: "您办事最多的窗口",
      isRequired: true,
      choices: ["综合窗口", "社保窗口", "不动产窗口"],
      showOtherItem: true,
      otherText: "其他",
    },
    { type: "boolean", name: "truth", title: "您参加过今年的述职会吗？", isRequired: true },
    {
      type: "boolean",
      name: "named",
      title: "您看过公示吗？",
      labelTrue: "看过",
      labelFalse: "没有看过",
    },
    {
      type: "rating",
      name: "five",
      title: "总体评分",
      isRequired: true,
      rateMin: 1,
      rateMax: 5,
      minRateDescription: "很不满意",
      maxRateDescription: "很满意",
      showCommentArea: true,
      commentText: "想说的话",
    },
    { type: "rating", name: "eleven", title: "您愿意推荐吗？", rateMin: 0, rateMax: 10 },
    { type: "rating", name: "hundred", title: "您打多少分？", rateMin: 0, rateMax: 100, rateStep: 5 },
  ],
};

const tables = {
  name: "tables",
  title: "表格",
  elements: [
    {
      type: "matrix",
      name: "short",
      title: "请逐行评价",
      columns: ["好", "较好", "一般", "差"],
      rows: ["服务态度", "办事效率"],
      isAllRowRequired: true,
    },
    {
      type: "matrix",
      name: "long",
      title: "您对下列制度了解多少？",
      columns: choices,
      rows: ["请假制度", "采购制度"],
      isRequired: true,
    },
    {
      type: "matrixdropdown",
      name: "cells",
      title: "请填写下表",
      rows: ["上半年", "下半年"],
      choices,
      columns: [
        { name: "level", title: "清楚程度", cellType: "dropdown", isRequired: true },
        { name: "pick", title: "参加情况", cellType: "radiogroup", choices: ["参加", "没参加"] },
        { name: "ticks", title: "形式", cellType: "checkbox", choices: ["线上", "线下"] },
        { name: "sure", title: "有无反馈", cellType: "boolean" },
        { name: "stars", title: "打分", cellType: "rating", rateMin: 1, rateMax: 5 },
        { name: "times", title: "次数", cellType: "text", inputType: "number", min: 0, max: 20 },
        { name: "note", title: "说明", cellType: "comment" },
      ],
    },
  ],
};

const more = {
  name: "more",
  title: "更多",
  elements: [
    {
      type: "tagbox",
      name: "tags",
      title: "您办过哪些事？",
      isRequired: true,
      choices: ["社保", "不动产", "证照", "补贴"],
    },
    {
      type: "buttongroup",
      name: "buttons",
      title: "办成了吗？",
      choices: ["办成了", "没办成", "还在办"],
    },
    {
      type: "ranking",
      name: "order",
      title: "最需要改进的，请排序",
      isRequired: true,
      choices: ["态度", "效率", "公开"],
    },
    {
      type: "ranking",
      name: "best",
      title: "做得最好的两项",
      choices: ["学习", "调研", "办事", "公开"],
      selectToRankEnabled: true,
      maxSelectedChoices: 2,
    },
    {
      type: "multipletext",
      name: "fields",
      title: "办事情况",
      items: [
        { name: "times", title: "次数", inputType: "number", isRequired: true },
        { name: "place", title: "地点", maxLength: 20 },
      ],
    },
    { type: "expression", name: "twice", title: "去年同期的两倍", expression: "{fields.times} * 2" },
    { type: "slider", name: "steps", title: "满意程度", min: 0, max: 10, step: 1 },
    { type: "slider", name: "line", title: "等候多少分钟？", min: 0, max: 120, step: 5 },
    {
      type: "slider",
      name: "span",
      title: "通常几点到几点人多？",
      sliderType: "range",
      min: 8,
      max: 18,
      minRangeLength: 1,
    },
    {
      type: "matrixdynamic",
      name: "added",
      title: "您反映过的问题",
      rowCount: 1,
      maxRowCount: 3,
      choices,
      addRowText: "再加一项",
      columns: [
        { name: "what", title: "问题", cellType: "text", isRequired: true },
        { name: "level", title: "答复是否清楚", cellType: "radiogroup" },
        { name: "ways", title: "怎样反映的", cellType: "tagbox", choices: ["当面", "电话"] },
      ],
    },
    {
      type: "paneldynamic",
      name: "talks",
      title: "您参加过的座谈",
      maxPanelCount: 2,
      addPanelText: "加一次座谈",
      templateElements: [
        { type: "dropdown", name: "where", title: "地点", choices: ["单位", "社区"], isRequired: true },
        { type: "comment", name: "said", title: "说了什么", maxLength: 50 },
      ],
    },
  ],
};

const inputs: readonly (readonly [string, string, string])[] = [
  ["email", "联系邮箱（单位公开的）", "office@example.org"],
  ["url", "单位网址", "https://example.org"],
  ["tel", "窗口电话", "0000-1234567"],
  ["date", "最近一次办事的日期", "2026-11-02"],
  ["datetime-local", "最近一次会议", "2026-11-02T09:30"],
  ["time", "到达窗口的时间", "09:30"],
  ["month", "集中办事的月份", "2026-11"],
  ["week", "集中办事的一周", "2026-W45"],
  ["color", "宣传栏的底色", "#1d5670"],
];

/** Question name → what a person enters. */
export const ENTERED: ReadonlyMap<string, string> = new Map(
  inputs.map(([type, , entered]) => [type, entered]),
);

const writing = {
  name: "writing",
  title: "填写",
  elements: [
    { type: "text", name: "word", title: "一个词概括", isRequired: true, maxLength: 10 },
    {
      type: "text",
      name: "number",
      title: "等候多少分钟？",
      inputType: "number",
      min: 0,
      max: 120,
      isRequired: true,
    },
    ...inputs.map(([inputType, title]) => ({ type: "text", name: inputType, title, inputType })),
    {
      type: "panel",
      name: "inner",
      title: "补充",
      elements: [{ type: "comment", name: "more", title: "还有什么要说的？", maxLength: 100 }],
    },
  ],
};

export const EVERY_LOOK = JSON.stringify({ title: "各种题型", pages: [choosing, tables, more, writing] });
