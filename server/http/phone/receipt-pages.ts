/** Public lists of receipts, readable by anybody after close; plain pages without script, ready to be printed. */
import { Hono } from "hono";
import { html } from "hono/html";
import { receiptList as words } from "../../core/documents/receipt-list.ts";
import { inFours } from "../../core/ticket/crockford.ts";
import { listReceipts, listReceiptPolls } from "../../services/list-receipts.ts";
import type { Deps } from "../../services/deps.ts";

const STYLE = `
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #12202a; background: #fff;
  font: 1rem/1.7 -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; }
p { margin: .5rem 0; color: #40505a; }
a { color: #1d5670; }
ul.codes { columns: 14rem; padding: 0; margin: 1rem 0; list-style: none;
  font-family: "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono", Consolas, monospace; }
ul.codes li { break-inside: avoid; }
@page { size: A4; margin: 20mm; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } a { display: none; } }`;

function page(title: string, body: unknown) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
}

export function receiptPages(deps: Deps) {
  return new Hono()
    .get("/receipts", async (c) => {
      const polls = await listReceiptPolls(deps);
      return c.html(
        page(
          words.index,
          html`<h1>${words.index}</h1>
            ${polls.length === 0 ? html`<p>${words.empty}</p>` : ""}
            <ul>
              ${polls.map(
                ({ poll, unit, round }) => html`<li><a href="/receipts/${poll}">${unit}</a>　${round}</li>`,
              )}
            </ul>`,
        ),
      );
    })
    .get("/receipts/:poll", async (c) => {
      const { unit, round, contactPhone, receipts } = await listReceipts(deps, c.req.param("poll"));
      return c.html(
        page(
          words.title(unit),
          html`<h1>${words.title(unit)}</h1>
            <p>${words.round(round)}</p>
            <p>${words.count(receipts.length)}${words.howTo}</p>
            <ul class="codes">
              ${receipts.map((receipt) => html`<li>${inFours(receipt)}</li>`)}
            </ul>
            <p>${words.missing(contactPhone)}</p>
            <p><a href="/receipts">${words.back}</a></p>`,
        ),
      );
    });
}
