import type { ProblemTexts } from "./problem-texts.ts";
import { phoneProblems } from "./problems-phone.ts";

/**
 * What a slip is refused for, said to whoever exchanges it at the desk; to whoever scanned it, the phone's words. Of a
 * slip that was scanned no more is told than that: not when, not what was handed in with it.
 *
 * @source texts.zh.md §8.6
 */
export const slipProblems = {
  "ticket.used-elsewhere": (_facts, place) =>
    place.isOffice
      ? {
          title: "这张码已经扫过，不能换",
          reason: "只有没有扫过的码才能换；旧码没有作废，也没有印新码。",
          action:
            "请把领码纸还给本人，用原来这张接着填，换一部手机扫也行。本人没有扫过的，照发码规程按“遗失”办。",
        }
      : phoneProblems["ticket.used-elsewhere"](),
  "ticket.voided": (_facts, place) =>
    place.isOffice
      ? {
          title: "这张码已经作废，不能换",
          reason: "它以前换过，或者这一袋已经作废重印。",
          action: "请本人从票袋里另抽一张。",
        }
      : phoneProblems["ticket.voided"](),
  "ticket.unknown": (_facts, place) =>
    place.isOffice
      ? {
          title: "没有认出这张码",
          reason: "可能没有扫全、输错了一两位，或者是别的单位的码。什么都没有改动。",
          action: "请对照领码纸核对单位名称和代码，再扫一次或再输一次。",
        }
      : phoneProblems["ticket.unknown"](),
  "ticket.malformed": (_facts, place) =>
    place.isOffice
      ? {
          title: "代码没有输全，或者输错了",
          reason: "一张码是 20 个字母和数字，每四个一组。什么都没有改动。",
          action: "请扫领码纸上的二维码，或一组一组对照纸面再输一次，字母不分大小写。",
        }
      : phoneProblems["ticket.malformed"](),
} satisfies Partial<ProblemTexts>;
