/** Last words of names whose value is secret by itself. */
const SECRET_WORDS: ReadonlySet<string> = new Set(['PASSWORD', 'PASSWD', 'PASS', 'PASSPHRASE', 'PWD', 'SECRET', 'TOKEN', 'APIKEY', 'PAT']);

/** Cheap: what all names end with that are looked at further. */
const LAST_WORDS = /(?:pass(?:word|wd|phrase)?|secret|token|key|pwd|pat|base)[^a-z\d]*$/i;

/** Words before a last `KEY` that make it a secret one: `PUBLIC_KEY`, `SORT_KEY` and `SITE_KEY` are none. */
const SECRET_KEYS: ReadonlySet<string> = new Set(['API', 'SECRET', 'PRIVATE', 'ENCRYPTION', 'SIGNING', 'MASTER', 'APP', 'JWT', 'SESSION', 'COOKIE', 'ACCOUNT', 'WEBHOOK']);

/** First words of switches (`ALLOW_EMPTY_PASSWORD`), and of what a browser gets to see anyway (`NEXT_PUBLIC_API_KEY`). */
const NO_SECRETS =
  /^(?:(?:ENABLE|DISABLE|ALLOW|USE|REQUIRE|SHOW|HIDE|NO|IS|HAS|SKIP|RESET|FORCE|GENERATE|RANDOM|PUBLIC|VITE)_|REACT_APP_|(?:NEXT|NUXT|EXPO)_PUBLIC_)|_(?:ALLOW_EMPTY|RANDOM_ROOT|RESET|PUBLIC|ANON|SITE)_/;

/**
 * True where a variable is called as secrets are: by the end of its name, so that `PASSWORD_MIN_LENGTH`, `TOKEN_URL`, `KEY_NAME`, `AUTH_MODE`
 * and `…_FILE` are none, nor the shell's own `PWD`.
 */
export function isSecretName(name: string): boolean {
  if (name.length > 200 || !LAST_WORDS.test(name)) return false;
  const upper = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase();
  const words = upper.split(/[^A-Z\d]+/).filter((word) => word !== '');
  if (words.length === 0 || NO_SECRETS.test(words.join('_'))) return false;
  const [last, before] = [words.at(-1)!, words.at(-2)];
  if (last === 'PWD' || last === 'PAT' || last === 'PASS') return before !== undefined;
  if (SECRET_WORDS.has(last) || /^[A-Z]{1,12}PASSWORD$/.test(last)) return true;
  if (words.slice(-3).join('_') === 'SECRET_KEY_BASE') return true;
  if (last !== 'KEY' || before === undefined) return false;
  return SECRET_KEYS.has(before) || (before === 'ACCESS' && words.at(-3) === 'SECRET');
}
