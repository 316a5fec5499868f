const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `0 bytes`, `1 byte`, `12 kB`, `3.4 MB`: steps of 1,000 as docker counts, two digits at least where there are some. What is negative or no number counts as none. */
export function bytesText(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let value = bytes > 0 ? bytes : 0;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]!}`;
}

/** `1 file`, `31,204 files`. */
export function filesText(files: number): string {
  return countText(files, 'file');
}

/** `1 step`, `31,204 steps`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}

/** `3.4 MB in 31,204 files`. */
export function amountText({ bytes, files }: { readonly bytes: number; readonly files: number }): string {
  return `${bytesText(bytes)} in ${filesText(files)}`;
}

/** `31,204`, whatever the language of the machine is: messages are English. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
