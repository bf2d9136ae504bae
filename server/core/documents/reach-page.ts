/** Words of the page that shows that a phone reaches the server. */
export const reachPage = {
  title: "可以打开",
  body: "这部手机能连上测评用的电脑。请告诉工作人员，然后关掉这一页。这里不是填写页，没有记下任何内容。",
} as const;
