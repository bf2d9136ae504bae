/** Prints the summary and everything below it. Printed in any other way, a unit's page is its summary. */
export function printAll(): void {
  const root = document.documentElement;
  root.dataset["prints"] = "all";
  addEventListener("afterprint", () => delete root.dataset["prints"], { once: true });
  print();
}
