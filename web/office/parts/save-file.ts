/** Hands bytes to the browser's download; nothing is kept in the page afterwards. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has its own copy by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
