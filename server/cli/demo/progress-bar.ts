const WIDTH = 28;

/** A progress bar on a terminal; one line per finished step where there is none. */
export class ProgressBar {
  private last = "";

  constructor(private readonly label: string) {}

  show(done: number, of: number): void {
    if (!process.stdout.isTTY) return;
    const filled = of === 0 ? WIDTH : Math.round((done / of) * WIDTH);
    const line = `\r${this.label}　${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${done}/${of}`;
    if (line !== this.last) process.stdout.write(line);
    this.last = line;
  }

  end(of: number | null): void {
    const count = of === null ? "" : `　${of}/${of}`;
    process.stdout.write(`${process.stdout.isTTY ? "\r\u001b[K" : ""}${this.label}${count}　✓\n`);
  }
}
