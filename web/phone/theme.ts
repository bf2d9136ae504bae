/** Light or dark as the phone is set; large type for as long as the page is open, remembered nowhere. */
export function followTheme(): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    document.documentElement.dataset["theme"] = dark.matches ? "dark" : "light";
  };
  apply();
  dark.addEventListener?.("change", apply);
}

export function isLargeType(): boolean {
  return document.documentElement.dataset["size"] === "large";
}

export function setLargeType(isLarge: boolean): void {
  document.documentElement.dataset["size"] = isLarge ? "large" : "normal";
}
