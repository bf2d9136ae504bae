import type { JsonObject, JsonValue } from "./instrument.ts";

/** Names of questions that are shown only under a condition. */
export function conditionalQuestions(survey: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  const stack: JsonValue[] = [survey];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) stack.push(...(value as JsonValue[]));
    else if (typeof value === "object" && value !== null) {
      const node = value as JsonObject;
      if (typeof node["visibleIf"] === "string" && typeof node["name"] === "string") found.add(node["name"]);
      stack.push(...Object.values(node));
    }
  }
  return found;
}
