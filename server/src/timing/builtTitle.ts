import type { BuiltWhat } from './record.ts';

/** As many names are told before the rest is counted. */
const MOST_NAMES = 4;

/** What was built, for a heading: `api, web`, `all services of compose.yml`, `services/api/Dockerfile (prod)`. Names are as the files have them: show them with care. */
export function builtTitle({ kind, names, files }: BuiltWhat): string {
  const [file = 'a file that is not known'] = files;
  if (kind === 'dockerfile') return names.length === 0 ? file : `${file} (${names.join(', ')})`;
  if (names.length === 0) return `all ${kind === 'compose' ? 'services' : 'targets'} of ${file}`;
  return names.length <= MOST_NAMES ? names.join(', ') : `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
}
