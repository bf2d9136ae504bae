import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { typedNumber } from "./typed-number.ts";

describe("typedNumber", () => {
  it.each([
    ["5", 5],
    ["8５", 85],
    ["１２．５", 12.5],
    ["3。5", 3.5],
    ["1,5", 1.5],
    ["1，5", 1.5],
    ["0,125", 0.125],
    ["007", 7],
    [" 12  ", 12],
    ["　12　", 12],
    ["－3", -3],
    ["\u22123", -3],
    ["+4", 4],
    ["5.", 5],
    [".5", 0.5],
    ["-0", -0],
    ["123456789012345", 123456789012345],
  ])("reads %j as a person means it", (text, number) => {
    expect(typedNumber(text)).toBe(number);
  });

  it.each([
    "",
    " ",
    "十五",
    "5个",
    "1,234",
    "1,234,567",
    "1.2.3",
    "1 000",
    "0x1F",
    "1e3",
    "3-5",
    "5²",
    "①",
    "-",
    ".",
  ])("leaves %j to the person, who is told", (text) => expect(typedNumber(text)).toBeNull());

  it("does not round what has more digits than a number holds", () => {
    expect(typedNumber("1234567890123456")).toBeNull();
    expect(typedNumber("0.1234567890123456")).toBeNull();
  });

  it("reads every number of a thousandth back as it is written, in either width", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (thousandths) => {
        const written = (thousandths / 1000).toString();
        const wide = written.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        expect([typedNumber(written), typedNumber(wide)]).toEqual([Number(written), Number(written)]);
      }),
    );
  });
});
