/** Words of the fields in which two people agree to one act. */
export const twoPeople = {
  lead: "须两个人一起操作。请您再输一遍自己的密码，另一位同志输入自己的账号和密码。",
  leadCodes: "须两个人一起操作。请您再输一遍自己的密码和动态口令，另一位同志输入自己的账号、密码和动态口令。",
  own: "您自己的密码",
  ownCode: "您自己的动态口令",
  code: "另一位同志的动态口令",
  codeRefused: "没有执行：",
  ofOwn: "您自己的",
  ofSecond: "另一位同志的",
  firstName: "第一位同志的账号：",
  firstPassword: "第一位同志的密码（不显示）：",
  firstCode: "第一位同志的动态口令：",
  secondName: "另一位同志的账号：",
  secondPassword: "另一位同志的密码（不显示）：",
  secondCode: "另一位同志的动态口令：",
  name: "另一位同志的账号",
  password: "另一位同志的密码",
  secondRefused: "没有执行：另一位同志的账号或密码不对。",
  ownRefused: "没有执行：您自己的密码不对。",
  secondNotAllowed:
    "没有执行：这位同志不能确认这一步。须是能办这件事、已经改过初始密码的同志；启用了动态口令的，还要已经绑定。",
  wait: (seconds: number) => (seconds > 0 ? `请等 ${seconds} 秒再试。` : ""),
} as const;
