import type { ContextFiles } from '../../../core/engine/projectView.ts';
import { baseName, folderOf, joinPaths } from '../../../project/paths.ts';

/** A kind of file that holds a secret by what tools and people call it; texts are not read, but for manifests. */
interface SecretKind {
  /** Of the whole path. */
  readonly path: RegExp;
  /** Further evidence: some such names are harmless without it. */
  readonly isSecret?: (path: string, files: ContextFiles) => boolean;
  /** True where the name means the same in every folder, so that a pattern may leave out all of them. */
  readonly isEverywhere?: boolean;
  /** Commands that read it without naming it. */
  readonly readers?: RegExp;
}

const SECRETS: readonly SecretKind[] = [
  { path: /(?:^|\/)\.env(?:\.local|\.[\w-]+\.local)?$/, isSecret: (path, files) => !isBundlerInput(path, files), isEverywhere: true },
  { path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/, isEverywhere: true },
  { path: /\.(?:ppk|kdbx)$/i },
  { path: /\.(?:p12|pfx)$/i },
  // Certificates end in .pem as well.
  { path: /(?:^|[/._-])priv(?:ate)?[._-]?key\.pem$|(?:^|[/._-])privkey\d*\.pem$|[._-]key\.pem$|\/key\.pem$/i },
  { path: /\.key$/i, isSecret: hasCertificate },
  { path: /(?:^|\/)\.npmrc$/, isSecret: (path, files) => NPM_TOKEN.test(files.text(path) ?? ''), readers: /\b(?:npm|npx|pnpm|yarn|bun)\b/ },
  { path: /(?:^|\/)[._]netrc$/, isEverywhere: true, readers: /\b(?:git|pip3?|uv|poetry|curl|wget|go)\b/ },
  { path: /(?:^|\/)\.git-credentials$/, isEverywhere: true, readers: /\bgit\b/ },
  { path: /(?:^|\/)(?:\.pypirc|\.pgpass|\.vault-token)$/, isEverywhere: true },
  { path: /(?:^|\/)\.(?:aws\/credentials|docker\/config\.json|kube\/config)$/, isEverywhere: true, readers: /\b(?:aws|docker|kubectl|helm)\b/ },
  { path: /(?:^|\/)terraform\.tfstate(?:\.backup)?$/, isEverywhere: true, readers: /\bterraform\b/ },
  { path: /(?:^|\/)(?:[\w-]+-)?(?:service[-_]?account(?:[-_]?key)?|firebase-adminsdk[\w-]*|application_default_credentials)\.json$/i },
];

/** A token that stands in the file itself, not one from a variable. */
const NPM_TOKEN = /^[^#;\n]*:_(?:authToken|auth|password)[ \t]*=[ \t]*["']?(?!["']?\$)[^\s"'$]{8,}/m;

/** What is made up for tests, shown as an example, or public. */
const HARMLESS_FOLDER = /(?:^|\/)(?:[\w.-]*tests?|testing|e2e|specs?|__\w+__|[\w-]*fixtures?|testdata|test[-_]data|examples?|samples?|mocks?|demos?|docs?|vendor|third[-_]party|node_modules|templates?|tutorials?)\//i;
const HARMLESS_NAME = /(?:^|[._-])(?:tests?|testing|examples?|samples?|templates?|dist|dummy|fake|mock|snakeoil|localhost|public|pub|demo)(?:[._-]|$)/i;

/** True for a file whose name says that it holds a secret; never for those made up for tests or examples. */
export function isSecretFile(path: string, files: ContextFiles): boolean {
  const kind = kindOf(path);
  return kind !== undefined && !HARMLESS_FOLDER.test(path) && !HARMLESS_NAME.test(baseName(path)) && (kind.isSecret?.(path, files) ?? true);
}

/** A line for an ignore file that leaves it out, and others of that name where that cannot mean anything else. */
export function patternFor(path: string): string {
  const kind = kindOf(path);
  if (!kind?.isEverywhere) return path;
  const inFolder = /(?:^|\/)(\.(?:aws|docker|kube)\/[^/]+)$/.exec(path)?.[1];
  return `**/${inFolder ?? baseName(path)}`;
}

/** True where a script works with the file: it names it, or starts what reads it unasked. */
export function isReadBy(path: string, script: string): boolean {
  const name = baseName(path);
  if (kindOf(path)?.readers?.test(script)) return true;
  return script.includes(name) && new RegExp(`(?:^|[^\\w.-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:$|[^\\w.-])`).test(script);
}

function kindOf(path: string): SecretKind | undefined {
  return SECRETS.find((kind) => kind.path.test(path));
}

/** Tools that write variables with a public prefix from `.env` into the pages they build: the file is meant to be there and to be read. */
const BUNDLERS = /"(?:vite|react-scripts|@vue\/cli-service|parcel|gatsby|expo|react-native)"/;

function isBundlerInput(path: string, files: ContextFiles): boolean {
  return BUNDLERS.test(files.text(joinPaths(folderOf(path), 'package.json')) ?? '');
}

/** A `.key` may be a slide show; beside a certificate of its name it is a private key. */
function hasCertificate(path: string, files: ContextFiles): boolean {
  const stem = path.slice(0, -'.key'.length);
  return /(?:^|[/._-])(?:private|server|tls|ssl|privkey)$/i.test(stem) || ['.crt', '.cer', '.pem', '.cert'].some((ending) => files.has(stem + ending));
}
