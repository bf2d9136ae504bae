/** Words of the fields in which two people agree to one act. */
export const twoPeople = {
  lead: "须两个人一起操作。请您再输一遍自己的密码，另一位同志输入自己的账号和密码。",
  own: "您自己的密码",
  firstName: "第一位同志的账号：",
  firstPassword: "第一位同志的密码（不显示）：",
  secondName: "另一位同志的账号：",
  secondPassword: "另一位同志的密码（不显示）：",
  name: "另一位同志的账号",
  password: "另一位同志的密码",
  secondRefused: "没有执行：另一位同志的账号或密码不对。",
  ownRefused: "没有执行：您自己的密码不对。",
  secondNotAllowed: "没有执行：这位同志不能确认这一步。须是能办这件事、并且已经改过初始密码的同志。",
  wait: (seconds: number) => (seconds > 0 ? `请等 ${seconds} 秒再试。` : ""),
} as const;
