const cell = { width: 8.4, height: 19, size: 14 };
const margin = { top: 44, side: 18, bottom: 18 };

/** The colours of a terminal, readable on both grounds. */
const names = { 1: "red", 2: "green", 3: "yellow", 4: "blue", 5: "magenta", 6: "cyan" };

const looks = {
  light: {
    ground: "#ffffff",
    edge: "#d0d7de",
    text: "#1f2328",
    dim: "#59636e",
    red: "#cf222e",
    green: "#1a7f37",
    yellow: "#9a6700",
  },
  dark: {
    ground: "#0d1117",
    edge: "#3d444d",
    text: "#e6edf3",
    dim: "#9198a1",
    red: "#ff7b72",
    green: "#3fb950",
    yellow: "#d29922",
  },
};
Object.assign(looks.light, { blue: "#0969da", magenta: "#8250df", cyan: "#1b7c83" });
Object.assign(looks.dark, { blue: "#58a6ff", magenta: "#bc8cff", cyan: "#39c5cf" });

/** Plain classes, since not every viewer knows variables of CSS. */
function colors({ ground, edge, text, ...others }) {
  const fills = Object.entries(others).map(([name, color]) => `.${name} { fill: ${color}; }`);
  return `text { fill: ${text}; } .edge { fill: ${edge}; } .ground { fill: ${ground}; stroke: ${edge}; } ${fills.join(" ")}`;
}

const style = `
text { font: ${cell.size}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }
.bold { font-weight: 600; }
${colors(looks.light)}
@media (prefers-color-scheme: dark) { ${colors(looks.dark)} }
@media (prefers-reduced-motion: no-preference) {
  .scene { animation: come 0.4s both; }
  @keyframes come { from { opacity: 0; } to { opacity: 1; } }
}`;

/**
 * The lines of a screen as a picture without scripts or fonts of others; what follows a prompt appears a little later than what stands
 * before it, and where nothing moves all of it is there.
 */
export function svgOf(lines, columns) {
  const width = Math.ceil(columns * cell.width + 2 * margin.side);
  const height = Math.ceil(lines.length * cell.height + margin.top + margin.bottom);
  const scenes = [];
  for (const [y, runs] of lines.entries()) {
    if (scenes.length === 0 || runs[0]?.text.startsWith("$ ")) scenes.push([]);
    scenes.at(-1).push(lineOf(runs, y));
  }
  const body = scenes.map(
    (texts, index) =>
      `<g class="scene" style="animation-delay:${(index * 1.6).toFixed(1)}s">\n${texts.join("")}</g>\n`,
  );
  const dots = [0, 1, 2].map((n) => `<circle cx="${24 + n * 20}" cy="22" r="6" class="edge"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A session of rptctl in a terminal">
<style>${style}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" class="ground"/>
${dots}
${body.join("")}</svg>
`;
}

/** Each word group stands where its column is, and is as long as its columns, whatever the reader's font; blanks are not drawn. */
function lineOf(runs, y) {
  const baseline = margin.top + y * cell.height + cell.size;
  return runs
    .flatMap((run) => [...run.text.matchAll(/\S+(?: \S+)*/g)].map((group) => ({ ...run, group })))
    .map(({ at, text, group, color, bold, dim }) => {
      const [shown] = group;
      const classes = [bold && "bold", dim && "dim", names[color]].filter(Boolean).join(" ");
      const x = (margin.side + (at + widthOf(text.slice(0, group.index))) * cell.width).toFixed(1);
      const length = (widthOf(shown) * cell.width).toFixed(1);
      const look = classes === "" ? "" : ` class="${classes}"`;
      return `<text x="${x}" y="${baseline}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${look}>${escaped(shown)}</text>\n`;
    })
    .join("");
}

/** The session shows nothing that is wider than one column a character. */
function widthOf(text) {
  return [...text].length;
}

function escaped(text) {
  return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
}
