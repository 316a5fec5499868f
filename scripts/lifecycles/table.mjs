/** One release line and one list of tags a line, so that a refresh shows as a readable diff. */
export function formatTable({ asOf, tagsAsOf, sources, families }) {
  const rows = (items, indent) => items.map((item) => `${indent}${inline(item)}`).join(',\n');
  const blocks = Object.entries(families).map(([name, family]) => `    "${name}": {
      "title": ${JSON.stringify(family.title)},
      "cycles": [
${rows(family.cycles, '        ')}
      ],
      "floating": ${inline(family.floating)},
      "tags": [
${rows(family.tags, '        ')}
      ]
    }`);
  return `{
  "asOf": "${asOf}",
  "tagsAsOf": "${tagsAsOf}",
  "sources": [
${rows(sources, '    ')}
  ],
  "families": {
${blocks.join(',\n')}
  }
}
`;
}

function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`).join(', ')} }`;
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
    for (const { cycle, ...dates } of cycles) for (const [key, value] of Object.entries(dates)) flat.set(`${name} ${cycle} ${key}`, String(value));
    for (const [key, value] of Object.entries(floating)) flat.set(`${name} ${key}`, value);
    for (const { cycle, variants } of tags) for (const variant of variants) flat.set(`${name}:${cycle}${variant && `-${variant}`}`, 'offered');
  }
  return flat;
}
