import { availableParallelism, loadavg } from 'node:os';

const scenes = ['cold', 'unchanged', 'code change', 'dependency change'];

const seconds = (value) => `${value.toFixed(2)} s`;
const ratio = (before, after) => `${(before / after).toFixed(1)}×`;

/** What the builds took before and after the fixes, and how much of it is saved, as a Markdown table. */
export function measuredTable(rows) {
  const cell = (before, after) => `${seconds(before.seconds)} → ${seconds(after.seconds)} (${ratio(before.seconds, after.seconds)})`;
  const downloads = (side) => side['dependency change'].downloads.length;
  const lines = rows.map(({ name, before, after }) => [
    name,
    ...scenes.map((scene) => cell(before[scene], after[scene])),
    `${downloads(before)} → ${downloads(after)}`,
  ]);
  return markdownTable(['', ...scenes, 'packages downloaded after it'], lines);
}

/** How many paths two builds of the same Dockerfile make differently, by row. */
export function noiseLines(rows) {
  const told = (noise) => (noise.length === 0 ? 'no path differs' : `${noise.length} paths differ (${kinds(noise)})`);
  return rows.map(({ name, noise }) => `${name}: ${told(noise)} between two builds of the unfixed file`).join('\n');
}

/** Compiled Python files are many and differ for one reason; the others are named. */
function kinds(noise) {
  const compiled = noise.filter((path) => path.endsWith('.pyc'));
  const others = noise.filter((path) => !path.endsWith('.pyc'));
  return [...(compiled.length > 0 ? [`${compiled.length} .pyc files`] : []), ...others].join(', ');
}

/** The page for the docs, with all that the numbers depend on. */
export function measuredPage(rows, { versions }, tools) {
  return `# Measured builds

What Drydock's safe fixes change, measured by \`npm run test:builds -- --write\`, which writes this page. A naive Dockerfile and what the
fixes make of it are built side by side: from nothing (without layers and with empty cache mounts), again unchanged, after a change
of one source file, and after one more dependency. Both images are compared file by file and run; that part is tested, the times are not.

Before → after, in seconds of \`docker buildx build\`, and before divided by after. One build each, so differences of some tenths of
a second mean nothing.

${measuredTable(rows)}

A cold build gains nothing: the mount is empty and has to be filled. After a code change the install is taken from the layer cache where the
fixes could move it above the source. After a dependency change it runs again, and downloads only what is new; how much time that saves
depends on the distance to the registry. The Python packages come from an index on the same machine here, which is as near as it gets, so
their last columns show the count of downloads rather than a gain in time.

Measured on ${new Date().toISOString().slice(0, 10)} with Docker ${versions.docker} and buildx ${versions.buildx}; in the images: ${tools}.
${availableParallelism()} cores, load average ${loadavg()[1].toFixed(1)} at the end, these builds included: on a machine with other work the times are longer and less
even.
`;
}

function markdownTable(head, lines) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}
