import type { Readable } from "node:stream";
import type { LinkPosterContent } from "./draw-link-poster.ts";
import { streamDrawing } from "./stream-drawing.ts";

/** The public poster of an open link as a PDF of one page. Nothing on it is secret. */
export function streamLinkPoster(poster: LinkPosterContent): Readable {
  const { size, round, group, unit, setUp, wireless, url, forms, questions, minutes } = poster;
  const { openUntil, contactPhone, poster: fields, isRehearsal } = poster;
  const content = { size, round, group, unit, setUp, wireless, url, forms, questions, minutes };
  return streamDrawing({
    kind: "poster",
    content: { ...content, openUntil, contactPhone, poster: fields, isRehearsal },
  });
}
