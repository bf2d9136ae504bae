/** A refusal as a page of its own, without a script, for where no page of ours can be sent. */
import { explainProblem, type ProblemBody } from "../../web/text/problems.ts";
import { escapeXml } from "./qr-svg.ts";
import { START_STYLE } from "./start-style.ts";

/** Title, reason and what to do, as everywhere else. */
export function drawRefusal(refusal: ProblemBody): string {
  const { title, reason, action } = explainProblem(refusal);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeXml(title)}</title>
<style>${START_STYLE}</style>
</head>
<body>
<main>
<section class="panel"><h1>${escapeXml(title)}</h1><p>${escapeXml(reason)}</p><p>${escapeXml(action)}</p></section>
</main>
</body>
</html>`;
}
