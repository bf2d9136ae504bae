/** What nobody on the way may read, in every spelling it could be sent in. */
import { blindingSeedOf, entitlementOf } from "../../../server/core/ticket/derive.ts";
import { parseTicket } from "../../../server/core/ticket/ticket-url.ts";

export interface Secret {
  readonly name: string;
  readonly spellings: readonly Buffer[];
}

/** The ticket's code, `a`, `b` and the fingerprint behind #. */
export function secretsOf(slip: string): Secret[] {
  const { code, fingerprint } = parseTicket(slip);
  return [
    { name: "code", spellings: textSpellings(code) },
    { name: "a", spellings: byteSpellings(entitlementOf(code)) },
    { name: "b", spellings: byteSpellings(blindingSeedOf(code)) },
    { name: "fingerprint", spellings: textSpellings(fingerprint!) },
  ];
}

/** Everything an answer document is written with: its member, question names, and a text somebody typed. */
export const answersOf = (questions: readonly string[], text: string): Secret[] => [
  { name: "answers", spellings: [Buffer.from('"answers"')] },
  ...questions.map((one) => ({ name: `answer ${one}`, spellings: [Buffer.from(`"${one}":"`)] })),
  { name: "text", spellings: textSpellings(text) },
];

/** Names of the secrets that stand in some bytes. */
export const readIn = (bytes: Buffer, secrets: readonly Secret[]): string[] =>
  secrets.filter(({ spellings }) => spellings.some((one) => bytes.includes(one))).map(({ name }) => name);

function textSpellings(text: string): Buffer[] {
  const grouped = text.replace(/(.{4})(?=.)/g, "$1-");
  const plain = [text, text.toLowerCase(), grouped, grouped.replaceAll("-", " "), encodeURIComponent(text)];
  return [...plain.map((one) => Buffer.from(one)), ...byteSpellings(Buffer.from(text))];
}

/** Raw, hex, and base64 wherever in a longer text the bytes may begin. */
function byteSpellings(bytes: Uint8Array): Buffer[] {
  const raw = Buffer.from(bytes);
  const inBase64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), raw]);
    const whole = shifted.subarray(0, shifted.length - (shifted.length % 3)).toString("base64");
    return shift === 0 ? whole : whole.slice(4);
  });
  const texts = [
    raw.toString("hex"),
    ...inBase64,
    ...inBase64.map((one) => one.replaceAll("+", "-").replaceAll("/", "_")),
  ];
  return [raw, ...texts.map((one) => Buffer.from(one))];
}
