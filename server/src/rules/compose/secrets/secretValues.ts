import { isSecretName } from './secretNames.ts';

/**
 * How much is lost with a value that stands in a file. `real`: issued by a service, or made by chance. `chosen`: somebody thought of it. `known`: everybody
 * tries it first, as `postgres` or `changeme`; a database takes it for its password all the same.
 */
export type SecretKind = 'real' | 'chosen' | 'known';

/** Longer values are files written into a variable: their beginning tells enough. */
const MAX_LENGTH = 8_000;

/** What issuers document for their own secret scanning. Ids and keys that are meant for browsers are not among them. */
const ISSUED: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40,})/,
  /\bgl(?:pat|rt|dt)-[\w-]{20,}/,
  /\bxox[abposr]-[\w-]{20,}/,
  /\b[sr]k_live_[A-Za-z0-9]{20,}/,
  /\bsk-(?:ant-|proj-|svcacct-|or-v1-)[\w-]{20,}/,
  /\bsk-[A-Za-z0-9]{40,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\b(?:npm|hf)_[A-Za-z0-9]{30,}/,
  /\bdop_v1_[a-f0-9]{64}/,
  /\b\d{8,10}:AA[\w-]{33}/,
  /https:\/\/hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20,}/,
  /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{40,}/,
];

const KNOWN_WORDS: ReadonlySet<string> = new Set(
  ('password passwd pass passw0rd p@ssw0rd password1 password123 secret supersecret topsecret mysecret admin admin123 administrator root toor test testing test123 guest user example demo dev develop ' +
    'development local localhost default changeme changeit change-me change_me changethis letmein qwerty 123 1234 12345 123456 1234567 12345678 123456789 1234567890 abc123 postgres postgresql mysql mariadb ' +
    'mongo mongodb redis rabbitmq minio minioadmin wordpress nextcloud grafana keycloak elastic sa foo bar foobar app db database pwd token key dummy sample replace_me replaceme todo none-yet').split(' '),
);
/** Sentences instead of values: `<your token>`, `your-api-key-here`, `xxxx`, `***`, `replace me`. */
const PLACEHOLDER = /^<.*>$|^\[.*\]$|^\{\{.*\}\}$|^[xX*._-]+$|\byour[-_ ]|[-_ ]here$|^(?:insert|enter|put|set|fill|add|replace|change|provide)[-_ ]|^(?:please|choose)|changeme|change[-_]me|change[-_]this|replace[-_]?me|placeholder|\bx{3,}\b/i;
/** Switches, numbers of something, references to a place where the secret is. */
const NO_VALUE = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|disabled?|enabled?|optional|required|auto|~|0|1)$/i;
const REFERENCE = /^(?:\.{0,2}\/[\w.@/-]+|[A-Za-z]:\\.*|(?:file|vault|op|ssm|secretref|awssm|gcp|arn|kms|doppler):.*|\/\/.*|%[\w.]+%.*|[\w./-]+\.(?:pem|key|crt|p12|jks))$/;
/** Hosts that nobody owns (RFC 2606). */
const EXAMPLE_HOST = /@(?:[\w-]+\.)*example\.(?:com|net|org)\b/i;

/**
 * What a value gives away by itself or by the name of its variable; null for all that is no secret.
 * @param value as the container gets it
 * @param guesses in small letters: names of users, databases and services that stand beside it
 */
export function secretKind(name: string, value: string, guesses: ReadonlySet<string>): SecretKind | null {
  // Quotes within an entry of a list are a part of the value: nobody meant them to be.
  const text = value.slice(0, MAX_LENGTH).trim().replace(/^(['"])([^]*)\1$/, '$2');
  if (text === '') return null;
  if (ISSUED.some((pattern) => pattern.test(text))) return /x{6}|0{8}|1234567890|example/i.test(text) ? null : 'real';
  const inside = passwordInside(text);
  if (inside !== null) return inside === '' || isReferred(inside) || EXAMPLE_HOST.test(text) ? null : isUser(text, inside) ? 'known' : kindOf(inside, guesses);
  if (!isSecretName(name) || NO_VALUE.test(text) || REFERENCE.test(text) || /^[a-z][a-z\d+.-]*:\/\//i.test(text)) return null;
  if (isPlaceholder(text)) return /PASS|PWD|SECRET/i.test(name) ? 'known' : null;
  const kind = kindOf(text, guesses);
  // Amazon issues its keys: what takes one that anybody would think of only stands in for it, on this machine.
  return kind === 'known' && name.startsWith('AWS_') ? null : kind;
}

function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text) || new Set(text.slice(0, 200).replace(/[^A-Za-z\d]/g, '')).size === 1;
}

function isUser(url: string, password: string): boolean {
  return url.includes(`://${password}:${password}@`);
}

function isReferred(password: string): boolean {
  return /^[<[{%*]|^(?:x+|\.+|password-here)$|^%\w+%$/i.test(password) || /^:?[A-Z][A-Z\d]*_[A-Z\d_]*$/.test(password);
}

function kindOf(text: string, guesses: ReadonlySet<string>): SecretKind {
  const lower = text.toLowerCase();
  if (KNOWN_WORDS.has(lower) || (text.length < 40 && KNOWN_WORDS.has(lower.replace(/[!\d._-]+$/, ''))) || PLACEHOLDER.test(text) || text.length < 5 || guesses.has(lower)) return 'known';
  return looksMade(text) ? 'real' : 'chosen';
}

/** Long, and of characters that nobody would choose: a word of any language has few digits between its letters. */
function looksMade(text: string): boolean {
  if (text.length < 16 || /\s/.test(text)) return false;
  // `shop-e2e-jwt-secret`: more of it is words than anything else.
  const words = text.slice(0, 200).split(/[-_.:]/).filter((part) => /^(?:[a-z]{3,}|[A-Z][a-z]{2,}|[A-Z]{3,})$/.test(part));
  if (words.join('').length * 2 > Math.min(text.length, 200)) return false;
  return (text.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g)?.length ?? 0) >= 3;
}

/** The password of `scheme://user:password@host`, of `?password=…`, or of `Password=…;` with other such parts; null where there is none. */
export function passwordInside(text: string): string | null {
  const url = /^[a-z][a-z\d+.-]*:\/\/[^\s/:@?#]*:([^\s/@]+)@[^\s@]/i.exec(text);
  if (url) return url[1]!;
  const query = /^(?:jdbc:)?[a-z][a-z\d+.:-]*:\/\/[^\s?]+\?(?:[^\s]*&)?password=([^&\s]+)/i.exec(text);
  if (query) return query[1]!;
  const pairs = /^(?=[^;]{1,80}=)(?:[^;=]{1,80}=[^;]{0,400};){1,20}?\s*(?:password|pwd)=([^;]+)/i.exec(text) ?? /(?:^|\s)(?:host|dbname|user)=\S+ (?:\S+ ){0,10}password=(\S+)/i.exec(text);
  return pairs ? pairs[1]! : null;
}
