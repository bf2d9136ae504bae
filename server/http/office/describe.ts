import type { MiddlewareHandler } from "hono";
import { describeRoute } from "hono-openapi";
import { z } from "zod";

/** One line of the OpenAPI document: what the call does, the shape of its body, the type of its answer. */
export function describe(
  summary: string,
  parts: { body?: z.ZodType; answer?: string } = {},
): MiddlewareHandler {
  const answer = parts.answer ?? "application/json";
  return describeRoute({
    summary,
    ...(parts.body && {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: z.toJSONSchema(parts.body, { target: "draft-2020-12", io: "input" }) as never,
          },
        },
      },
    }),
    responses: {
      200: { description: summary, content: { [answer]: {} } },
      default: { description: "Refusal: { code, facts }", content: { "application/json": {} } },
    },
  });
}
