/**
 * What one file of docker-library/official-images offers: the variants of each release line, and what the names without a version stand for.
 * Tags that exist on Windows only are left out.
 * @param text a file of `library/`, in the RFC 2822 format that bashbrew reads
 * @param cycles release lines to look for
 * @param wanted variants to keep, where there are more than anybody writes
 */
export function readOffer(text, cycles, wanted = /(?:)/) {
  const blocks = text.split(/\r?\n\s*\r?\n/).map(readBlock).filter(({ tags }) => tags.length > 0);
  const linux = blocks.filter(({ architectures }) => architectures.some((name) => !name.startsWith('windows-')));
  const all = new Set(linux.flatMap(({ tags }) => tags));
  const tags = [];
  for (const cycle of cycles) {
    const variants = [...all].flatMap((tag) => (tag === cycle ? [''] : tag.startsWith(`${cycle}-`) ? [tag.slice(cycle.length + 1)] : []));
    const stable = variants.filter((variant) => wanted.test(variant) && !/^(?:rc|alpha\d|beta|tip)|^\d{6,8}/.test(variant)).sort();
    if (stable.length > 0) tags.push({ cycle, variants: stable });
  }
  const floating = {};
  for (const name of MOVING) {
    const block = linux.find((candidate) => candidate.tags.includes(name));
    const cycle = cycles.find((candidate) => block?.tags.includes(candidate));
    if (cycle) floating[name] = cycle;
  }
  return { floating, tags };
}

/** Names that stand for another release line as time goes by. */
const MOVING = ['latest', 'current', 'lts', 'stable', 'oldstable', 'rolling', 'mainline', 'innovation'];

function readBlock(text) {
  const fields = new Map();
  for (const line of text.split(/\r?\n/)) {
    const match = /^([A-Za-z0-9-]+):\s*(.*)$/.exec(line);
    if (match) fields.set(match[1], match[2]);
  }
  const list = (name) => (fields.get(name) ?? '').split(',').map((item) => item.trim()).filter(Boolean);
  const architectures = list('Architectures');
  return { tags: [...list('Tags'), ...list('SharedTags')], architectures: architectures.length > 0 ? architectures : ['amd64'] };
}
