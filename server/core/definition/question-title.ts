/** Title of a question anywhere in a survey; its name when it has none. */
export function questionTitle(survey: unknown, name: string): string {
  const stack: unknown[] = [survey];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) stack.push(...value);
    else if (typeof value === "object" && value !== null) {
      const fields = value as Record<string, unknown>;
      if (fields["name"] === name && typeof fields["title"] === "string") return fields["title"];
      stack.push(...Object.values(fields));
    }
  }
  return name;
}
