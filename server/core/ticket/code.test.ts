import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCode, isRehearsalCode, makeCode, makeRehearsalCode, normaliseCode } from "./code.ts";
import { CROCKFORD, crockfordOf } from "./crockford.ts";
import { parseTicket, ticketUrl } from "./ticket-url.ts";

const random = fc.uint8Array({ minLength: 13, maxLength: 20 });
const malformed = expect.objectContaining({ code: "ticket.malformed" });

describe("makeCode", () => {
  it("reads the first 100 bits, most significant first", () => {
    expect(makeCode(new Uint8Array(13))).toBe("00000000000000000000");
    expect(makeCode(new Uint8Array(13).fill(255))).toBe("ZZZZZZZZZZZZZZZZZZZZ");
    expect(makeCode(Uint8Array.of(0x08, ...new Uint8Array(12)))).toBe("10000000000000000000");
    expect(makeCode(Uint8Array.of(...new Uint8Array(12), 0x1f))).toBe("00000000000000000001");
  });

  it("is one to one on those bits, so every code is equally likely", () => {
    fc.assert(
      fc.property(random, (bytes) => {
        let bits = 0n;
        for (const letter of makeCode(bytes)) bits = bits * 32n + BigInt(CROCKFORD.indexOf(letter));
        const expected = BigInt(`0x${Buffer.from(bytes.subarray(0, 13)).toString("hex")}`) >> 4n;
        expect(bits).toBe(expected);
      }),
    );
  });

  it("marks the codes of a rehearsal, and no others", () => {
    const test = Uint8Array.of(0xd3, 0xb3, 0xa0, ...new Uint8Array(10));
    expect(crockfordOf(test, 20)).toBe("TEST0000000000000000");
    expect(makeCode(test)).toBe("0EST0000000000000000");
    fc.assert(
      fc.property(random, (bytes) => {
        expect(isRehearsalCode(makeCode(bytes))).toBe(false);
        const code = makeRehearsalCode(bytes);
        expect(isRehearsalCode(code)).toBe(true);
        expect(normaliseCode(formatCode(code).toLowerCase())).toBe(code);
      }),
    );
  });

  it("needs 13 bytes", () => {
    expect(() => makeCode(new Uint8Array(12))).toThrow(RangeError);
    expect(crockfordOf(new Uint8Array(10), 16)).toHaveLength(16);
  });
});

describe("normaliseCode", () => {
  /** The ways in which people, keyboards and scanners change a code without changing its meaning. */
  const typedWays: readonly ((code: string) => string)[] = [
    (code) => code.toLowerCase(),
    formatCode,
    (code) => ` ${code.slice(0, 7)}  ${code.slice(7)}\t\n`,
    (code) => code.replaceAll("0", "O").replaceAll("1", "I"),
    (code) => code.replaceAll("0", "o").replaceAll("1", "l"),
    (code) => [...code].map((letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)).join("　"),
    (code) =>
      `${code.slice(0, 4)}－${code.slice(4, 8)}–${code.slice(8, 12)}—${code.slice(12, 16)}−${code.slice(16)}`,
  ];

  it("reads every way of typing a code as that code", () => {
    fc.assert(
      fc.property(random, fc.constantFrom(...typedWays), (bytes, way) => {
        const code = makeCode(bytes);
        expect(normaliseCode(way(code))).toBe(code);
      }),
    );
  });

  it("refuses other letters and lengths", () => {
    const good = "7K3M9QXDTZ0142HJNPRV";
    for (const typed of [
      "",
      good.slice(1),
      `${good}0`,
      good.replace("K", "U"),
      good.replace("K", "*"),
      "测评码",
    ]) {
      expect(() => normaliseCode(typed)).toThrow(malformed);
    }
  });
});

describe("ticketUrl", () => {
  it("is read back as it was made, whole or from the # on", () => {
    fc.assert(
      fc.property(random, random, (first, second) => {
        const [code, fingerprint] = [makeCode(first), makeCode(second)];
        const url = ticketUrl("http://192.168.8.1:8080/", code, fingerprint);
        expect(url).toBe(`http://192.168.8.1:8080/v#${code}.${fingerprint}`);
        expect(parseTicket(url)).toEqual({ code, fingerprint });
        expect(parseTicket(new URL(url).hash)).toEqual({ code, fingerprint });
        expect(parseTicket(code)).toEqual({ code, fingerprint: null });
      }),
    );
  });

  it("refuses a damaged fingerprint instead of going on without it", () => {
    for (const text of [
      "#7K3M9QXDTZ0142HJNPRV.",
      "#7K3M9QXDTZ0142HJNPRV.7K3M",
      "#7K3M9QXDTZ0142HJNPRV.A.B",
      "#.A",
    ]) {
      expect(() => parseTicket(text)).toThrow(malformed);
    }
  });
});
