import { type Context, Hono } from "hono";
import { fileTitles } from "../../../core/documents/file-name.ts";
import { Problem } from "../../../core/problem.ts";
import { streamLinkPoster } from "../../../exports/link-poster-pdf.ts";
import { qrSvg } from "../../../exports/qr-svg.ts";
import type { Deps } from "../../../services/deps.ts";
import { type OpenLink, readOpenLink } from "../../../services/open-link.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { type OfficeEnv, pollOf } from "../session.ts";
import { sendDrawing } from "./send-drawing.ts";
import { linkScreen } from "./link-screen.ts";

/** The open link of a poll, for screens and posters: it is meant to be seen by everybody. */
export function linkRoutes(deps: Deps) {
  const linkAt = async (c: Context<OfficeEnv>): Promise<OpenLink> => {
    const { poll } = await pollOf(deps, c, c.req.param("poll") ?? "");
    return readOpenLink(deps, poll.id, c.req.param("link") ?? "");
  };
  return new Hono<OfficeEnv>()
    .get(
      "/polls/:poll/links/:link/qr.svg",
      describe("开放二维码", { answer: "image/svg+xml" }),
      async (c) => {
        const { url, name } = await linkAt(c);
        return c.body(qrSvg(url, name), 200, { "content-type": "image/svg+xml; charset=utf-8" });
      },
    )
    .get(
      "/polls/:poll/links/:link/screen.html",
      describe("开放二维码（大屏）", { answer: "text/html" }),
      async (c) => c.html(linkScreen(await linkAt(c))),
    )
    .get(
      "/polls/:poll/links/:link/poster.pdf",
      describe("公开海报（size=A3 或 A4）", { answer: "application/pdf" }),
      async (c) => {
        const size = c.req.query("size") ?? "A3";
        if (size !== "A3" && size !== "A4") throw new Problem("request.malformed", { reason: "size" });
        const link = await linkAt(c);
        const title = fileTitles.linkPoster(size);
        await noteFile(deps, c, c.req.param("poll"), `${title}.pdf`);
        return sendDrawing(deps, c, streamLinkPoster({ ...link, size }), { ...link, title });
      },
    );
}
