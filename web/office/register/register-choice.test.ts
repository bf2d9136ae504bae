import { expect, it } from "vitest";
import { addresses } from "../addresses.ts";
import { choiceOf, EVERYTHING } from "./register-choice.ts";

it("comes back from its address, whatever is chosen", () => {
  const choice = { ...EVERYTHING, term: "15", unitType: "乡镇", round: "第三轮 / 上=下", standing: "none" };
  expect(choiceOf(addresses.register(choice))).toEqual(choice);
  expect(addresses.register(EVERYTHING)).toBe("/register");
});

it("takes nothing from parts that it does not know or cannot read", () => {
  expect(choiceOf("/register/term=15/owner=x/year=%E4%B8/constructor=1")).toEqual({
    ...EVERYTHING,
    term: "15",
  });
});
