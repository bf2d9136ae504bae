/** The open link on a big screen: one page without a script that leads nowhere. @source ui/shots/bigscreen-link.png */
import { html, raw } from "hono/html";
import { linkPoster as words } from "../../../core/documents/link-poster.ts";
import { qrSvg } from "../../../exports/qr-svg.ts";
import type { OpenLink } from "../../../services/open-link.ts";

const STYLE = `
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; grid-template-rows: auto 1fr auto; padding: 3.2vw 4.4vw;
  color: #12202a; background: #fff; font: 400 1.5vw/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
header, footer { display: flex; justify-content: space-between; gap: 2vw; color: #40505a; }
header b { color: #12202a; }
main { display: grid; grid-template-columns: minmax(0, 26vw) 1px minmax(0, 1fr); gap: 4vw; align-items: center; }
main > i { align-self: stretch; margin: 3vw 0; background: #d9e1e4; position: relative; }
main > i::after { content: ""; position: absolute; bottom: 0; left: 50%; translate: -50% 0;
  border: .6vw solid transparent; border-top: 1.2vw solid #1d5670; border-bottom: 0; }
svg { display: block; width: 100%; height: auto; }
h1 { font-size: 4.2vw; line-height: 1.25; font-weight: 700; margin-bottom: 1.6vw; text-wrap: balance; }
.call { font-size: 2.6vw; font-weight: 700; } .effort { font-size: 2.6vw; color: #40505a; }
.first { font-size: 2.1vw; font-weight: 700; margin-top: 1.6vw; color: #1d5670; }`;

export function linkScreen(link: OpenLink) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${words.screen.title(link.unit)}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <b>${link.isRehearsal ? words.rehearsal : ""}${link.name}</b>
          <span>${link.round}·${link.group}</span>
        </header>
        <main>
          <div>${raw(qrSvg(link.url, words.screen.call))}</div>
          <i></i>
          <div>
            <h1>${words.screen.title(link.unit)}</h1>
            <p class="call">${words.screen.call}</p>
            <p class="effort">${words.effort(link.forms, link.questions, link.minutes)}</p>
            ${
              link.setUp === "onsite"
                ? html`<p class="first">${words.ownNetwork}</p>
                    ${link.wireless ? html`<p class="first">${words.network(link.wireless).join("，")}</p>` : ""}`
                : ""
            }
          </div>
        </main>
        <footer>
          <span>${words.screen.foot}</span>
          <span>${words.until(link.openUntil)}</span>
        </footer>
      </body>
    </html>`;
}
