import { describe, expect, it } from "vitest";
import { linkPoster } from "./link-poster.ts";
import { meetingPoster } from "./meeting-words.ts";
import { ticketSlip } from "./ticket-slip.ts";

const NETWORK = "请连巡察组自带的无线网，不要用单位的无线网。";
const PLAIN = "网页本身未加密，答卷在手机上先加密再发出。";
const SECURE = "网页加密传送，不记手机号、微信号、网络地址和提交时间。";
const SMALL = "本单位参加人数较少，每张表只公布一个得分。";

describe("the statement of a slip", () => {
  it.each([
    ["online", true, "normal", SECURE],
    ["online", true, "small", SECURE + SMALL],
    ["online", false, "normal", PLAIN],
    ["online", false, "small", PLAIN + SMALL],
    ["onsite", true, "normal", NETWORK],
    ["onsite", true, "small", NETWORK + SMALL],
    ["onsite", false, "normal", NETWORK + PLAIN],
    ["onsite", false, "small", NETWORK + PLAIN + SMALL],
  ] as const)("of %s, https %s, a %s unit", (setUp, isEncrypted, size, said) => {
    expect(ticketSlip.statement({ setUp, isEncrypted, size })).toBe(said);
  });

  it("names the network when it has a name", () => {
    const onsite = { setUp: "onsite", isEncrypted: true, size: "normal" } as const;
    expect(ticketSlip.statement(onsite, "xuncha-2")).toContain("无线网“xuncha-2”，");
    expect(ticketSlip.statement({ ...onsite, setUp: "online" }, "xuncha-2")).toBe(SECURE);
  });
});

it("prints the password of the network at the end of a line, with no mark behind it, wherever it is printed", () => {
  const wireless = { name: "巡察二组", password: "hx7Kq.2026" };
  const printed = [
    ...ticketSlip.network(wireless),
    ...linkPoster.network(wireless),
    meetingPoster.ownNetwork(wireless),
  ];
  const saying = printed.filter((line) => line.includes(wireless.password));
  expect(saying).toHaveLength(3);
  for (const line of saying) expect(line).toMatch(/(^| )hx7Kq\.2026$/);
});

describe("the note of a bag whose people fill fewer forms than others", () => {
  it.each([
    [[], ""],
    [["问卷"], "班子成员只填问卷。"],
    [["领导班子表", "问卷"], "班子成员只填领导班子表和问卷。"],
    [["领导班子表", "问卷", "民主评议表"], "班子成员只填领导班子表、问卷和民主评议表。"],
  ])("names %j", (forms, said) => {
    expect(ticketSlip.leaderNote("班子成员", forms)).toBe(said);
  });
});
