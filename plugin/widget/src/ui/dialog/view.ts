/** What every view of the dialog is given. */
import type { Settings } from "./settings";

export interface View {
  readonly settings: Settings;
  /** The site's root: links lead nowhere else. */
  readonly root: string;
  /** Asks a question that the dialog offered. */
  readonly ask: (question: string) => void;
  /** Asks or searches again with every word as it was typed. */
  readonly verbatim: () => void;
  /** Asks again without what was asked before. */
  readonly alone: () => void;
  /** The values that questions are kept to, none where everything is searched. */
  readonly filtered: () => readonly string[];
  /** Asks or searches again, of the whole site. */
  readonly everywhere: () => void;
  /** A link to a passage was clicked: `url` with its anchor, and the words quoted from there. */
  readonly follow: (event: MouseEvent, url: string, quoted: string) => void;
  /** Says something to a screen reader, once. */
  readonly say: (text: string) => void;
}
