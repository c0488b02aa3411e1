/** Whether the page behind the dialog is dark: by what it looks like, since every theme names it differently. */

/** sRGB luminance under which a background counts as dark (mid grey, #808080, has 0.216). */
const DARK_BELOW = 0.2;

export function pageScheme(): "dark" | "light" {
  for (const painted of [document.body, document.documentElement]) {
    const luminance = luminanceOf(getComputedStyle(painted).backgroundColor);
    if (luminance !== undefined) return luminance < DARK_BELOW ? "dark" : "light";
  }
  const allowsDark = getComputedStyle(document.documentElement).colorScheme.includes("dark");
  return allowsDark && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Relative luminance (WCAG 2.2) of a computed `rgb()` or `rgba()`; undefined if it lets through what is behind. */
function luminanceOf(color: string): number | undefined {
  const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined || alpha < 0.5) return undefined;
  const [r, g, b] = [red, green, blue].map((value) => linear(value / 255)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
