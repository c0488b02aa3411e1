/** What a cell prints, sent in lumps and not without end. */

const LUMP_MS = 50;
const MOST = 100_000; // characters of one run

export class Output {
  private held = "";
  private sent = 0;
  private last = 0;

  constructor(private readonly send: (text: string) => void) {}

  /** A line without its end. */
  write(line: string): void {
    if (this.sent > MOST) return;
    this.held += `${line}\n`;
    if (performance.now() - this.last > LUMP_MS) this.flush();
  }

  flush(): void {
    if (!this.held) return;
    this.sent += this.held.length;
    this.send(this.sent > MOST ? `${this.held}… what follows is left out\n` : this.held);
    this.held = "";
    this.last = performance.now();
  }
}
