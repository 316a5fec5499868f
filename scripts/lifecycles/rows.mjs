/**
 * The table's own short form, one release line a row: `20 2023-04-18 2026-04-30 lts:2023-10-24 iron` is the line, the day of its release,
 * the last day with fixes (`-` where none is announced), since when it is long-term support, and its code name.
 */
export function formatCycle({ cycle, released, endOfLife, longTermSupport, codename }) {
  return [cycle, released, endOfLife ?? '-', longTermSupport && `lts:${longTermSupport}`, codename].filter(Boolean).join(' ');
}

export function parseCycle(row) {
  const [cycle, released, endOfLife, ...rest] = row.split(' ');
  const lts = rest.find((word) => word.startsWith('lts:'));
  return {
    cycle,
    released,
    endOfLife: endOfLife === '-' ? null : endOfLife,
    longTermSupport: lts ? lts.slice(4) : null,
    codename: rest.find((word) => word !== lts) ?? null,
  };
}

/** `3.13 3.12: - alpine slim`: these release lines are offered in these variants; `-` is the plain one. Lines that follow each other share a row where all is the same. */
export function formatTags(tags) {
  const rows = [];
  for (const { cycle, variants } of tags) {
    const list = variants.map((variant) => variant || '-').join(' ');
    if (rows.at(-1)?.list === list) rows.at(-1).cycles.push(cycle);
    else rows.push({ cycles: [cycle], list });
  }
  return rows.map(({ cycles, list }) => `${cycles.join(' ')}: ${list}`);
}

export function parseTags(rows) {
  return rows.flatMap((row) => {
    const [cycles, list] = row.split(': ');
    const variants = list.split(' ').map((variant) => (variant === '-' ? '' : variant));
    return cycles.split(' ').map((cycle) => ({ cycle, variants }));
  });
}
