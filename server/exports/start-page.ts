/** The page of the portable folder: the address to scan and the self-check, as HTML without a script. */
import type { CheckLine } from "../core/installation/self-check.ts";
import { selfCheckText } from "../../web/text/self-check.ts";
import { startText } from "../../web/text/start-page.ts";
import { escapeXml, qrSvg } from "./qr-svg.ts";
import { START_STYLE } from "./start-style.ts";

export interface StartPage {
  /** What phones open, the test page there, and how often it was opened; null without a network. */
  readonly place: { readonly address: string; readonly test: string; readonly opened: number } | null;
  readonly lines: readonly CheckLine[];
}

export function drawStartPage({ place, lines }: StartPage): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${startText.title}</title>
<style>${START_STYLE}</style>
</head>
<body>
<main>
<h1>${startText.title}</h1>
${place ? placePanel(place) : noPlacePanel()}
${checksPanel(lines)}
<p class="quiet">${startText.stop}</p>
</main>
</body>
</html>`;
}

const noPlacePanel = (): string =>
  `<section class="panel"><p class="big">${startText.noNetwork}</p><p>${startText.noNetworkAct}</p></section>`;

const placePanel = ({ address, test, opened }: NonNullable<StartPage["place"]>): string =>
  `<section class="panel address">
<div class="code">${qrSvg(test, test)}</div>
<div>
<p class="quiet">${startText.address}</p>
<p class="big">${escapeXml(address)}</p>
<p>${startText.scan}</p>
<p class="quiet">${escapeXml(test)}　${startText.opened(opened)}</p>
<p><a class="button" href="${escapeXml(address)}/">${startText.console}</a></p>
</div>
</section>`;

function checksPanel(lines: readonly CheckLine[]): string {
  const bad = lines.filter(({ verdict }) => verdict === "bad").length;
  const sum = bad > 0 ? selfCheckText.bad(bad) : selfCheckText.allGood;
  return `<section class="panel">
<h2>${selfCheckText.title} <span class="${bad > 0 ? "bad" : "good"}">${sum}</span><a class="again" href="/">${selfCheckText.again}</a></h2>
<table><tbody>
${lines.map(checkRow).join("\n")}
</tbody></table>
</section>`;
}

function checkRow(line: CheckLine): string {
  const [says, act] = selfCheckText.sentences(line);
  const advice = act === "" ? "" : `<br><span class="act">${escapeXml(act)}</span>`;
  return `<tr><td><span class="mark ${line.verdict}">${selfCheckText.verdict[line.verdict]}</span></td><th scope="row">${selfCheckText.check(line.check)}</th><td>${escapeXml(says)}${advice}</td></tr>`;
}
