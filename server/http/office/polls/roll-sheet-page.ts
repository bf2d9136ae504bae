/** The 登记表 as one plain page to be printed and signed on the spot: counts only, no script, leads nowhere. */
import { html } from "hono/html";
import { rollSheetWords as words } from "../../../core/documents/roll-sheet.ts";
import type { RollSheet, RollSheetLine, RollSheetTyped } from "../../../core/results/roll-sheet.ts";
import type { PollRollSheet } from "../../../services/roll-sheet.ts";

const STYLE = `
body { max-width: 277mm; margin: 1.5rem auto; padding: 0 1rem; color: #000; background: #fff;
  font: 11pt/1.6 FangSong, "FangSong_GB2312", STFangsong, "Noto Serif CJK SC", SimSun, serif; }
h1 { font-size: 18pt; line-height: 1.4; margin: 0 0 .3rem; text-align: center; font-weight: bold; }
.of { text-align: center; margin: 0 0 .8rem; }
dl { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: 0 0 .6rem; }
dl div { display: flex; gap: .5rem; } dt::after { content: "："; } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; }
caption { font-size: 10.5pt; text-align: left; padding: 0 0 .2rem; }
th, td { border: .5pt solid #000; padding: .15rem .35rem; }
th { font-weight: bold; } td { text-align: right; font-variant-numeric: tabular-nums; }
th[scope="row"] { text-align: left; font-weight: normal; }
p { margin: .4rem 0; } .digest { overflow-wrap: anywhere; } .off { font-weight: bold; }
.sign { display: flex; justify-content: space-between; margin-top: 2.4rem; }
@page { size: A4 landscape; margin: 15mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } }`;

/** @param of a closed poll's sheet */
export function rollSheetPage({ round, unit, poll, typed }: PollRollSheet, sheet: RollSheet) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <link rel="icon" href="data:," />
        <title>${words.title}　${unit.name}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${words.title}</h1>
          <p class="of">${words.round(round.title)}</p>
          ${typed ? head(unit.name, typed) : html`<p class="off">${unit.name}　${words.notTyped}</p>`}
          <table>
            <caption>
              ${words.caption}
            </caption>
            <thead>
              <tr>
                ${words.columns.map((column) => html`<th scope="col">${column}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${sheet.lines.map((line) => row(line.name, line))} ${row(words.total, sheet.total)}
            </tbody>
          </table>
          <p>${words.forms(sheet.forms)}</p>
          <p>${words.rules}</p>
          ${
            sheet.imbalances.length === 0
              ? html`<p>${words.balanced(sheet.total)}</p>`
              : sheet.imbalances.map((one) => html`<p class="off">${words.imbalance(one)}</p>`)
          }
          <p>${words.note(typed?.note ?? "")}</p>
          ${typed?.lost === undefined ? "" : html`<p>${words.lost(typed.lost)}。</p>`}
          <p class="digest">${words.digest(poll.closedDigest ?? "")}</p>
          <p>${words.scope}</p>
          <div class="sign">${words.signatures.map((who) => html`<span>${who}</span>`)}</div>
        </main>
      </body>
    </html>`;
}

const head = (unit: string, { meeting, time, place, due, present }: RollSheetTyped) => {
  const facts: readonly (readonly [string, string | number])[] = [
    [words.unit, unit],
    [words.meeting, meeting],
    [words.time, time],
    [words.place, place],
    [words.due, due],
    [words.present, present],
  ];
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
};

const row = (name: string, line: RollSheetLine) => {
  const { eligible, minted, issued, exchanged, returned, left, used, unused, paperIssued, paperReturned } =
    line;
  const numbers = [
    eligible,
    minted,
    issued,
    exchanged,
    returned,
    left,
    used,
    unused,
    paperIssued,
    paperReturned,
  ];
  return html`<tr>
    <th scope="row">${name}</th>
    ${numbers.map((number) => html`<td>${number}</td>`)}
  </tr>`;
};
