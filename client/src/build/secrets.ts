import type { What } from './what.ts';

/** Longer than most names: who asks needlessly costs a moment, who keeps a password costs more. */
const SECRET_NAME = /token|passw|passphrase|secret|credential|private|api_?key|(?:^|[_-])(?:key|keys|pass|pwd|auth|pat|pin)(?:[_\d-]|$)/i;

/** `https://user:password@host`: a secret under any name. */
const SECRET_VALUE = /:\/\/[^/\s:@]*:[^/\s@]+@/;

/** A secret of fewer characters is part of ordinary words: it is hidden beside its name only. */
const SHORTEST = 4;

/** True where a build argument is called as secrets are, as `NPM_TOKEN`: its value is asked for and never kept. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

export function isSecret(name: string, value: string): boolean {
  return isSecretName(name) || SECRET_VALUE.test(value);
}

/** What may be kept of an order, and the names of the arguments that have to be asked for again. */
export function withoutSecrets(what: What): { readonly what: What; readonly asked: readonly string[] } {
  if (what.kind !== 'dockerfile') return { what, asked: [] };
  const entries = Object.entries(what.args);
  const hidden = new Set(entries.flatMap(([name, value]) => (value !== null && isSecret(name, value) ? [name] : [])));
  return { what: { ...what, args: Object.fromEntries(entries.filter(([name]) => !hidden.has(name))) }, asked: [...hidden] };
}

/**
 * Takes the secret build arguments of a build out of a text: `--build-arg NAME=value` becomes `--build-arg NAME`, which takes it from the
 * environment, and what else holds the value shows `***` for it.
 */
export function redactor(what: What): (text: string) => string {
  if (what.kind !== 'dockerfile') return (text) => text;
  const secrets = Object.entries(what.args).flatMap(([name, value]) => (value !== null && value !== '' && isSecret(name, value) ? [{ name, value }] : []));
  if (secrets.length === 0) return (text) => text;
  return (text) => secrets.reduce((rest, { name, value }) => hide(rest, name, value), text);
}

function hide(text: string, name: string, value: string): string {
  let hidden = text;
  for (const form of formsOf(value)) {
    hidden = hidden.replaceAll(`${name}=${form}`, name);
    if (value.length >= SHORTEST) hidden = hidden.replaceAll(form, '***');
  }
  return hidden;
}

/** As it is, and as shells of either kind have it between quotes. */
function formsOf(value: string): readonly string[] {
  return [...new Set([value, value.replaceAll("'", "'\\''"), value.replaceAll('"', '\\"')])].sort((a, b) => b.length - a.length);
}
