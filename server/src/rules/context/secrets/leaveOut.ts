import { appendLines } from '../../../core/ignore/appendLines.ts';
import type { FileCreation, FileEdits } from '../../../core/engine/finding.ts';
import type { BuildContext } from '../../../core/engine/projectView.ts';
import type { Report } from '../../../core/engine/rule.ts';
import { createIgnoreMatcher } from '../../../core/ignore/matcher.ts';
import { baseName, folderOf, joinPaths } from '../../../project/paths.ts';
import { contextPart } from '../contextWords.ts';
import { isReadBy, patternFor } from './secretFiles.ts';

/** Secrets that one build context sends. */
export interface SentSecrets {
  readonly context: BuildContext;
  readonly secrets: readonly string[];
}

/** Adds lines to the ignore files that apply, or writes one; withheld where a build may need what they would leave out. */
export function leaveOut(sent: readonly SentSecrets[]): Pick<Report, 'fixes' | 'withheld'> {
  const creates: FileCreation[] = [];
  const elsewhere: FileEdits[] = [];
  const patterns = new Set<string>();
  for (const { context, secrets } of sent) {
    const wanted = secrets.find((secret) => isWanted(secret, context));
    if (wanted !== undefined) return { withheld: `What a RUN or CMD starts may read ${contextPart(wanted)}: pass it as a build secret.` };
    if (secrets.some((secret) => /[*?[\]\\]|^[!#\s]|\s$/.test(secret))) return { withheld: 'One of the names has characters that mean something else in a .dockerignore file.' };
    const lines = [...new Set(secrets.map(patternFor))];
    const lost = namedSource(lines, context);
    if (lost !== null) return { withheld: `A Dockerfile copies ${contextPart(lost)} by name, which the line for it would leave out.` };
    for (const line of lines) patterns.add(line);
    const { ignore } = context;
    if (ignore) elsewhere.push(append(ignore.path, ignore.matcher.text, lines));
    else if (context.files.has('.dockerignore')) return { withheld: 'The .dockerignore file there cannot be read.' };
    else creates.push({ path: joinPaths(context.path, '.dockerignore'), text: `${lines.join('\n')}\n` });
  }
  const files = [...new Set([...elsewhere, ...creates].map(({ path }) => path))];
  const shown = patterns.size === 1 ? `\`${[...patterns][0]!}\`` : `${patterns.size} lines`;
  const title = `Add ${shown} to ${files.join(' and ')}: check that the build does not read what ${patterns.size === 1 ? 'it leaves' : 'they leave'} out`;
  return { fixes: [{ kind: 'suggestion', title, edits: [], ...(creates.length > 0 ? { creates } : {}), ...(elsewhere.length > 0 ? { elsewhere } : {}) }] };
}

/** Tools that read `.env` while they build. */
const ENV_READERS = /"(?:next|nuxt|astro|@sveltejs\/kit)"/;

function isWanted(secret: string, { scripts = [], files }: BuildContext): boolean {
  if (scripts.some((script) => isReadBy(secret, script))) return true;
  return baseName(secret).startsWith('.env') && ENV_READERS.test(files.text(joinPaths(folderOf(secret), 'package.json')) ?? '');
}

function namedSource(lines: readonly string[], { copied, ignore }: BuildContext): string | null {
  const matcher = createIgnoreMatcher(lines.join('\n'));
  return copied.find((source) => source !== '.' && matcher.ignores(source.replace(/[*?]/g, 'x')) && !ignore?.matcher.ignores(source)) ?? null;
}

function append(path: string, text: string, lines: readonly string[]): FileEdits {
  return { path, text, edits: [appendLines(text, lines)] };
}
