/** What the laboratory's page and its worker say to each other. */

export type Call = { readonly call: "start" } | { readonly call: "run"; readonly cell: number; readonly code: string };

/**
 * Why Python does not start: the policy forbids WebAssembly, a file is not the one that was built, the server
 * cannot be reached, or something else, which `message` tells.
 */
export type LabFailure = "blocked" | "corrupt" | "offline" | "other";

export type Report =
  | { readonly kind: "fetched"; readonly bytes: number }
  | { readonly kind: "starting" }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly failure: LabFailure; readonly message: string }
  | { readonly kind: "output"; readonly cell: number; readonly text: string }
  | { readonly kind: "done"; readonly cell: number; readonly error: string };

/** laboratory.json: what lab/make.py says of the folder. */
export interface Description {
  readonly python: string;
  readonly pyodide: string;
  readonly files: Readonly<Record<string, readonly [bytes: number, integrity: string]>>;
}
