/** Stands in the page itself, for browsers in which no script of ours runs. @source texts.zh.md §5 refuse.old-browser */
export const oldBrowser = {
  opening: "正在打开…",
  title: "这个浏览器太旧",
  reason: "打不开填写页面。",
  action: "请换手机自带浏览器，或用现场的平板、纸质表填写。",
  noscript: "请打开浏览器的 JavaScript，再扫一次。",
} as const;
