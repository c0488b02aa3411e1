/** What the engine and the second gear's worker say to each other. */
import type { GearNames, GearState } from "../protocol";

export type ToGear =
  | { readonly site: string; readonly names: GearNames; readonly download: boolean }
  | { readonly id: number; readonly text: string };

export type FromGear =
  | { readonly bytes: number; readonly all: boolean }
  | { readonly state: GearState }
  | { readonly id: number; readonly vector: readonly number[] | undefined };
