const NUMBER = /(?<!\d)(1[3-9]\d{9}|\d{17}[\dx])(?![\dx])/i;

/** Whether a text has a mobile telephone or an identity number in it, blanks and hyphens between the digits or not. */
export const hasPrivateNumber = (text: string): boolean =>
  NUMBER.test(text.normalize("NFKC").replace(/(?<=\d)[\s-]+(?=[\dx])/gi, ""));
