import { isPlainMap } from '../../core/compose/plainData.ts';

/** More values than any service has; what follows is not looked at. */
const MOST_VALUES = 2_000;

/** True where a text of plain data has a service's name as a word: `postgres://db:5432` names `db`, `mydb` does not. Unknown values name nobody. */
export function mentions(data: unknown, name: string): boolean {
  const open: unknown[] = [data];
  for (let count = 0; open.length > 0 && count < MOST_VALUES; count++) {
    const value = open.pop();
    if (typeof value === 'string') {
      if (hasWord(value, name)) return true;
    } else if (Array.isArray(value)) open.push(...(value as unknown[]).slice(0, MOST_VALUES));
    else if (isPlainMap(value)) open.push(...Object.values(value).slice(0, MOST_VALUES));
  }
  return false;
}

function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + name.length] ?? ' ')) return true;
  }
  return false;
}
