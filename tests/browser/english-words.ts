/** English that stands on a page of the console: ids, codes and states that nobody has put into words. */
import type { Page } from "playwright-core";

/** Names, formats, units, keys and the words of the command line that a page quotes. */
const KNOWN = new Set(
  (
    "XLSX XLS PDF CSV JSON DOCX ZIP HTML SHA IP UTC GB MB KB GiB MiB AP USB TOTP NTP TEST " +
    "Excel Word WPS LibreOffice Windows Node js SQLite PostgreSQL SurveyJS Creator WeChat " +
    "https http localhost PLUMBLINE_URL plumbline restore verify Ctrl Tab Esc PageUp PageDown Insert Delete"
  ).split(" "),
);

/** What is no word: addresses, folders, files of the data folder, fingerprints, digests, versions, ids that are called so. */
const NO_WORDS =
  /https?:\/\/[^\s，。；、”）]+|(?<![\w<])\/[\w./-]+|\w+\.db\b|\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}\b|\b(?=\w*\d)[0-9a-f]{8,}\b|\bv\d[\d.]*|编号 [\w-]+/g;

export const englishWords = (text: string): readonly string[] =>
  (text.replace(NO_WORDS, " ").match(/[A-Za-z][A-Za-z_]+(?:-[A-Za-z_]+)*/g) ?? []).filter(
    (word) => !KNOWN.has(word),
  );

/** Each text with such a word, of what is shown and of what a reader of screens says. */
export async function englishOn(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>("body *")].filter(
      (one) => !one.matches("script, style, pre, code") && one.getClientRects().length > 0,
    );
    const own = shown.flatMap((one) =>
      [...one.childNodes].flatMap((node) =>
        node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ""] : [],
      ),
    );
    const named = shown.flatMap((one) =>
      ["aria-label", "title", "placeholder", "alt"].flatMap((name) => one.getAttribute(name) ?? []),
    );
    const choices = [...document.querySelectorAll("option")].map(({ textContent }) => textContent ?? "");
    return [...new Set([...own, ...named, ...choices])];
  });
  return texts.filter((text) => englishWords(text).length > 0);
}
