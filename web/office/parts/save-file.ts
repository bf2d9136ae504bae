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

/** Saves an answer under the name that the server gives it. */
export const saveAnswer = async (answer: Response): Promise<void> =>
  saveFile(await answer.blob(), nameOfAnswer(answer));

/** The name in Content-Disposition (RFC 8187); "" when there is none. */
export const nameOfAnswer = ({ headers }: Response): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(headers.get("content-disposition") ?? "")?.[1] ?? "");
