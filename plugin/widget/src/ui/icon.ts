/** Icons as built SVG elements: a data URI would need `img-src data:`. */
const SVG = "http://www.w3.org/2000/svg";

/** A speech bubble with a spark in it: the assistant. */
export const ASSISTANT =
  "M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm8 2.5-1.3 3.7L7 10.5l3.7 1.3 1.3 3.7 1.3-3.7 3.7-1.3-3.7-1.3Z";

/** A decorative icon of 24 units, painted in the text's colour. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  shape.setAttribute("fill-rule", "evenodd");
  svg.append(shape);
  return svg;
}
