import type { FindingsOf, ShownScan } from './messages.ts';

/** What is open in the next scan: files are known by their paths, since their numbers change. */
export function openAfter(open: readonly FindingsOf[], before: Pick<ShownScan, 'files'> | null, now: Pick<ShownScan, 'files'>): readonly FindingsOf[] {
  const numbers = new Map(now.files.map(({ path }, file) => [path, file]));
  return open.flatMap((of): FindingsOf[] => {
    if ('rule' in of) return [of];
    const path = before?.files[of.file]?.path;
    const file = path === undefined ? undefined : numbers.get(path);
    return file === undefined ? [] : [{ file }];
  });
}
