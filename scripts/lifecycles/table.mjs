import { parseCycle, parseTags } from './rows.mjs';

/** One release line and one list of tags a line, so that a refresh shows as a readable diff. */
export function formatTable({ asOf, tagsAsOf, sources, families }) {
  const rows = (items) => (items.length === 0 ? '[]' : `[\n${items.map((item) => `        ${JSON.stringify(item)}`).join(',\n')}\n      ]`);
  const blocks = Object.entries(families).map(([name, { title, kind, source, cycles, floating, tags }]) => `    "${name}": {
      "title": ${JSON.stringify(title)},
      "kind": ${JSON.stringify(kind)},
      "source": ${JSON.stringify(source)},
      "cycles": ${rows(cycles)},
      "floating": ${inline(floating)},
      "tags": ${rows(tags)}
    }`);
  return `{
  "asOf": "${asOf}",
  "tagsAsOf": "${tagsAsOf}",
  "sources": [
${sources.map((source) => `    ${inline(source)}`).join(',\n')}
  ],
  "families": {
${blocks.join(',\n')}
  }
}
`;
}

function inline(value) {
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** What two tables say differently, a line each. */
export function differences(before, after) {
  const left = flatten(before.families);
  const right = flatten(after.families);
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort();
  return keys.filter((key) => left.get(key) !== right.get(key)).map((key) => `${key}: ${left.get(key) ?? '(none)'} -> ${right.get(key) ?? '(none)'}`);
}

function flatten(families) {
  const flat = new Map();
  for (const [name, { cycles, floating, tags }] of Object.entries(families)) {
    for (const { cycle, ...dates } of cycles.map(parseCycle)) for (const [key, value] of Object.entries(dates)) flat.set(`${name} ${cycle} ${key}`, String(value));
    for (const [key, value] of Object.entries(floating)) flat.set(`${name} ${key}`, value);
    for (const { cycle, variants } of parseTags(tags)) for (const variant of variants) flat.set(`${name}:${cycle}${variant && `-${variant}`}`, 'offered');
  }
  return flat;
}
