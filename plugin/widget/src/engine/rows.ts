// One row of the question table: the twin of rows.py, which has the layout.

export const DIMENSIONS = 128;
export const ROW_BYTES = 2 + DIMENSIONS / 2;
const OCTAVE = 2048;
const OFFSET = 24;

/** The 128 values of a row of ROW_BYTES bytes. */
export function decodeRow(data: Uint8Array): number[] {
  const [low = 0, high = 0] = data;
  const step = 2 ** ((low | (high << 8)) / OCTAVE - OFFSET);
  return [...data.subarray(2, ROW_BYTES)].flatMap((byte) => [((byte & 15) - 8) * step, ((byte >> 4) - 8) * step]);
}
