/** Stands in the page itself, for browsers in which no script of ours runs. @source texts.zh.md §5 refuse.old-browser */
export const oldBrowser = {
  opening: "正在打开…",
  tooOld: {
    title: "这个浏览器太旧",
    reason: "打不开填写页面。",
    action: "请换手机自带浏览器，或用现场的平板、纸质表填写。",
  },
  noScript: {
    title: "打不开填写页面",
    reason: "浏览器不让网页上的程序运行。码没有被使用。",
    action:
      "请在浏览器的设置里打开 JavaScript，再扫一次；不会设置的，请换手机自带浏览器，或用现场的平板、纸质表填写。",
  },
} as const;
