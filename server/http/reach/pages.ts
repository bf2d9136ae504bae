/** The page that shows that a phone reaches this server. It has nothing to do with any poll and leads nowhere. */
import { Hono } from "hono";
import { html, raw } from "hono/html";
import { reachPage as text } from "../../core/documents/reach-page.ts";
import type { ReachCounts } from "../../core/installation/reach-counts.ts";

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="24" cy="24" r="22" fill="#1d5670"/>' +
  '<path d="m14 25 7 7 14-16" fill="none" stroke="#fff" stroke-width="4"/></svg>';

const STYLE = `
body { margin: 0; padding: 18vh 24px 0; color: #12202a; background: #fff; text-align: center;
  font: 400 17px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 24px; line-height: 1.4; margin: 16px 0 8px; }`;

export function reachPages(tests: ReachCounts) {
  return new Hono()
    .get("/t/:code", async (c) => {
      const { code } = c.req.param();
      if (!(await tests.knows(code))) return c.notFound();
      c.header("cache-control", "no-store");
      return c.html(
        html`<!doctype html>
          <html lang="zh-CN">
            <head>
              <meta charset="utf-8" />
              <meta name="viewport" content="width=device-width, initial-scale=1" />
              <link rel="icon" href="data:," />
              <title>${text.title}</title>
              <style>
                ${raw(STYLE)}
              </style>
            </head>
            <body>
              <main>
                <img src="/t/${code}/shown.svg" alt="" width="64" height="64" />
                <h1>${text.title}</h1>
                <p>${text.body}</p>
              </main>
            </body>
          </html>`,
      );
    })
    .get("/t/:code/shown.svg", async (c) => {
      await tests.noteShown(c.req.param("code"));
      return c.body(PICTURE, 200, {
        "content-type": "image/svg+xml; charset=utf-8",
        "cache-control": "no-store",
      });
    });
}
