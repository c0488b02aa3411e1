/** Counts what is fetched: a question's cost. */
import type { FetchBytes } from "../engine/types";
import type { Fetched } from "../ui/explorer/view";

export class Meter {
  private files = 0;
  private bytes = 0;

  constructor(private readonly next: FetchBytes) {}

  readonly fetchBytes: FetchBytes = async (name, options) => {
    const found = await this.next(name, options);
    this.files++;
    this.bytes += found.byteLength;
    return found;
  };

  /** What was fetched since the last call. */
  take(): Fetched {
    const taken = { files: this.files, bytes: this.bytes };
    [this.files, this.bytes] = [0, 0];
    return taken;
  }
}
