import { append } from '../core/collections/multimap.ts';
import type { Fix, Severity } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span } from '../core/text/span.ts';
import { isForTests, isForTrying } from './compose/forTrying.ts';
import { projectsOf } from './compose/projects.ts';
import { moveToEnvFile } from './compose/secrets/moveToEnvFile.ts';
import { moveToSecretFiles } from './compose/secrets/moveToSecretFiles.ts';
import { projectFolder, type ProjectFolder } from './compose/secrets/secretPlaces.ts';
import { passwordInside, type SecretKind } from './compose/secrets/secretValues.ts';
import { writtenSecrets, type WrittenSecret } from './compose/secrets/writtenSecrets.ts';

const SEVERITIES: Readonly<Record<SecretKind, Severity>> = { real: 'warning', chosen: 'information', known: 'hint' };

const BY_HAND = 'Write it into `.env`, which compose reads from the folder of the project, `${…}` with its name here, and keep that file out of version control.';

/** Values are in no message and no title: those are copied into reports and logs. */
export const noSecretsInEnvironment = defineComposeRule<object>({
  meta: {
    id: 'no-secrets-in-environment',
    description: 'Passwords, tokens and keys do not stand in `environment` in plain text.',
    subject: 'compose',
    language: 'compose',
    severity: 'information',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 9, security: 9, maintainability: 3 },
    options: {},
    messages: {
      secret: '{names} {stand} here in plain text, for everybody who gets this file or its history: keep {them} in a file that stays here.',
      known: '{names} {have} a value that everybody tries first, so {it} {protect} nothing: set another one, in a file that stays here.',
    },
  },
  check(context) {
    const secrets = writtenSecrets(context.compose);
    if (secrets.length === 0) return;
    const folder = projectFolder(context.compose, context.project);
    const toEnvFile = moveToEnvFile(context.compose, secrets, folder);
    for (const group of groupsOf(secrets)) tell(context, group, folder, toEnvFile);
  },
});

/** The secrets of one service. */
interface Group {
  readonly all: readonly WrittenSecret[];
  /** Those that no service before it has. */
  readonly fresh: readonly WrittenSecret[];
  /** Where other services have the same. */
  readonly repeats: WrittenSecret[];
}

/** A password that ten services share is one secret, and told of once. */
function groupsOf(secrets: readonly WrittenSecret[]): readonly Group[] {
  const services = new Map<string, WrittenSecret[]>();
  for (const secret of secrets) append(services, secret.service.name, secret);
  const owners = new Map<string, Group>();
  const groups: Group[] = [];
  for (const all of services.values()) {
    const group: Group = { all, fresh: all.filter((secret) => !owners.has(identity(secret))), repeats: [] };
    for (const secret of all) owners.get(identity(secret))?.repeats.push(secret);
    for (const secret of group.fresh) owners.set(identity(secret), group);
    if (group.fresh.length > 0) groups.push(group);
  }
  return groups;
}

/** Passwords such as `admin` are the same by chance, unless their variables are, too. */
function identity({ kind, name, value }: WrittenSecret): string {
  const password = passwordInside(value) ?? value;
  return kind === 'known' ? `${name}=${password}` : password;
}

function tell(context: ComposeContext, { all, fresh, repeats }: Group, folder: ProjectFolder | null, toEnvFile: Fix | null): void {
  const worst = (['real', 'chosen', 'known'] as const).find((kind) => fresh.some((secret) => secret.kind === kind))!;
  // The database of a test is gone before anybody guesses its password.
  if (worst === 'known' && isForTests(context.path ?? '')) return;
  const plain = namesOf(fresh.filter(({ isPart }) => !isPart));
  const inside = namesOf(fresh.filter(({ isPart }) => isPart));
  const names = listed([...plain, ...(inside.length === 0 ? [] : [`the ${inside.length === 1 ? 'password' : 'passwords'} in ${listed(inside, 3)}`])], 3);
  const isOne = plain.length + inside.length === 1;
  const fixes = fixesOf(context, all, folder, toEnvFile);
  context.report({
    messageId: worst === 'known' ? 'known' : 'secret',
    data: {
      names: names.replace(/^t/, 'T'),
      stand: isOne ? 'stands' : 'stand',
      have: isOne ? 'has' : 'have',
      protect: isOne ? 'protects' : 'protect',
      it: isOne ? 'it' : 'they',
      them: isOne ? 'it' : 'them',
    },
    span: spanOf(fresh[0]!),
    severity: worst === 'chosen' && isForTrying(context.path ?? '') ? 'hint' : SEVERITIES[worst],
    related: repeats.map((secret) => ({ span: spanOf(secret), message: `\`${secret.service.name}\` has the same.` })),
    confidence: worst === 'real' ? 'high' : 'medium',
    ...(fixes.length > 0 ? { fixes } : { withheld: BY_HAND }),
  });
}

function namesOf(secrets: readonly WrittenSecret[]): readonly string[] {
  return [...new Set(secrets.map(({ name }) => `\`${name}\``))];
}

function fixesOf(context: ComposeContext, group: readonly WrittenSecret[], folder: ProjectFolder | null, toEnvFile: Fix | null): Fix[] {
  const { service } = group[0]!;
  const merged = projectsOf(context).flatMap((project) => project.services.get(service.name) ?? []);
  const toFiles = merged.length === 0 ? null : moveToSecretFiles(context.compose, group, merged, folder);
  return [toFiles, toEnvFile].filter((fix) => fix !== null);
}

/** The name, not the value: a value that is underlined is read aloud by some editors. */
function spanOf({ key, scalar, name }: WrittenSecret) {
  if (key?.range) return span(key.range[0], key.range[1]);
  const start = scalar.range?.[0] ?? 0;
  const quote = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' ? 1 : 0;
  return span(start + quote, start + quote + name.length);
}
