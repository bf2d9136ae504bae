import type { Notice } from "./notice.ts";

/** Words of the group's tablet (`/v?kiosk`). @source texts.zh.md §1 statement.kiosk */
export const kiosk = {
  line: "这台平板不保存您填的内容，提交或离开后自动清空。填写时请您自己操作。",
  name: "巡察组的平板",
  leave: "离开",
  finish: "完成",
  goOn: "继续",
  /** After two minutes without a touch. */
  quiet: "还在填吗？请点“继续”。没有人操作的话，这一页会清空，留给下一位。",
  leaveQuestion: "离开后，没有提交的内容会清空；已收到的不受影响。",
  leaveNow: "离开并清空",
  typeHint: "照领码纸，一组一组点下面的字母和数字。外接键盘、扫码枪也可以用。",
  scan: "用摄像头扫码",
  cameraView: "摄像头看到的画面",
  cameraOpening: "正在打开摄像头…",
  cameraHint: "把领码纸上的码对着摄像头，离开一掌远。画面不保存，也不发出去。",
  notASlip: "扫到的不是领码纸上的码，请换领码纸再扫。",
  typeInstead: "改为输入代码",
  noCamera: {
    insecure: "在这个网址上，浏览器不让网页用摄像头。请改为输入代码，或用扫码枪。",
    refused: "没有得到使用摄像头的许可。请改为输入代码，或请工作人员在浏览器里允许后再试。",
    none: "这台设备没有摄像头。请改为输入代码，或用扫码枪。",
    fault: "摄像头打不开，可能正被别的程序占用。请改为输入代码，或用扫码枪。",
  },
  keypad: "输入代码的键盘",
  /** Read out; on the key stands the letter alone. */
  letter: (letter: string) => `字母 ${letter}`,
  erase: "删除一位",
  eraseAll: "全部清除",
  doneTail: "请点“完成”，这台平板会清空，留给下一位。领码纸请您自己撕掉。",
  doneTailOpen: "请点“完成”，这台平板会清空，留给下一位。",
  stay: "请等在这一页：有网络就会自动提交，不会重复计票。",
  trust: "平板是巡察组带来的，网页看不到它上面还装了什么。介意的话，请用自己的手机扫码填写。",
} as const;

/** Refusals whose usual words speak of the person's own phone. */
export const kioskRefusals = {
  paused: (): Notice => ({
    title: "暂停一会儿",
    reason: "巡察组暂停了填写。",
    action: "可以等一等再点“重新打开”；离开的话，没有提交的内容会清空，恢复后用领码纸重新填。",
  }),
  offline: (): Notice => ({
    title: "网络断了，还没有提交",
    reason: "您填的还在这一页上，这台平板不另外保存。",
    action: "请不要走开，有网后会自动再交，看到“已收到”才算完成。",
  }),
  storage: (): Notice => ({
    title: "系统暂时收不了",
    reason: "服务器出了故障，您这份还没有收下。",
    action: "您填的还在这一页上，请不要走开，并告诉现场工作人员；恢复后会自动再交。",
  }),
} as const;
