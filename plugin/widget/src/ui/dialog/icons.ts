/** Paths of the dialog's icons, on a grid of 24 units. */
export const CLOSE = "m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4Z";
export const COPY = "M8 3h11a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm0 2v11h11V5ZM3 8h2v12h11v2H5a2 2 0 0 1-2-2Z";
export const TICK = "m9.5 18.4-6-6 1.5-1.5 4.5 4.5L19 5.9l1.5 1.5Z";
export const ARROW = "m13 5 7 7-7 7-1.4-1.4 4.6-4.6H4v-2h12.2l-4.6-4.6Z";
export const OUT = "M14 4h6v6h-2V7.4l-8.3 8.3-1.4-1.4L16.6 6H14ZM5 5h5v2H6v11h11v-4h2v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z";
