/**
 * Every error a caller of Askdocs can meet is an `AskdocsError`; its `code` says which:
 *
 * - `missing`  the server has no such file (the site was redeployed, or its index was not published);
 * - `corrupt`  a file came, but not the bytes that the build wrote;
 * - `format`   the file is whole, but of another format than this widget reads;
 * - `offline`  the server could not be reached.
 */
export type ErrorCode = "missing" | "corrupt" | "format" | "offline";

const CODES: readonly string[] = ["missing", "corrupt", "format", "offline"] satisfies ErrorCode[];

export class AskdocsError extends Error {
  override readonly name = "AskdocsError";

  /** `message` says where, what was found, what was expected and what to do. */
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Any thrown value as an `AskdocsError`; what is not one already counts as `corrupt`. */
export function asAskdocsError(thrown: unknown): AskdocsError {
  if (thrown instanceof AskdocsError) return thrown;
  const { code, message } = Object(thrown) as { code?: unknown; message?: unknown };
  const text = typeof message === "string" ? message : String(thrown);
  const known = typeof code === "string" && CODES.includes(code);
  return new AskdocsError(known ? (code as ErrorCode) : "corrupt", text);
}
