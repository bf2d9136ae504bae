/** Prints one picture alone, as wide as the paper; the page itself is back as soon as the browser is done. */
export function printPicture(picture: HTMLCanvasElement): void {
  const root = document.documentElement;
  picture.className = "printed-picture";
  document.body.append(picture);
  root.dataset["prints"] = "picture";
  addEventListener(
    "afterprint",
    () => {
      delete root.dataset["prints"];
      picture.remove();
    },
    { once: true },
  );
  print();
}
