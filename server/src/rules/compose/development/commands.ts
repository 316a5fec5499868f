import { isScalar, isSeq, type Node } from 'yaml';
import type { ComposeService } from '../../../core/compose/model.ts';
import { span } from '../../../core/text/span.ts';
import { scalarSource, type DevelopmentSetting } from './settings.ts';

/** What a server does for developers only, and works without. */
const FLAGS: readonly RegExp[] = [
  /(?<![\w-])--reload(?![\w-])/,
  /(?<![\w-])--inspect(?:-brk|-wait)?(?:=\S+)?(?![\w-])/,
];
/** Flask's own server with its debugger, through which anybody may run code (flask.palletsprojects.com, "Debug Mode"). */
const FLASK = /(?<![\w-])flask(?![\w-]).*?(?<debug>(?<![\w-])--debug(?![\w-]))/s;
/** Programs that watch files and start again: without them, the image's own command is what remains. */
const PROGRAMS = new RegExp(`(?<![\\w./-])(${[
  'nodemon', 'ts-node-dev', 'tsx watch', 'node --watch', 'next dev', 'nuxt dev', 'nuxi dev', 'vite dev', 'ng serve', 'cargo watch', 'watchmedo auto-restart',
  '(?:npm|pnpm|bun) run (?:start:)?dev', 'yarn (?:run )?(?:start:)?dev', '(?:pnpm|bun) dev', 'npm run start:(?:dev|debug)', 'python3? -m debugpy', 'dlv (?:debug|exec)',
].join('|')})(?![\\w-])`);

/** Longer ones are scripts. */
const LONGEST = 2_000;

/** What a service's own `command` does for developers; null where nothing. */
export function developmentCommand(service: ComposeService): DevelopmentSetting | null {
  const value = service.get('command');
  const node = value?.origin === 'own' ? value.node : null;
  const words = wordsOf(node);
  const [start, end] = node?.range ?? [];
  if (words === null || start === undefined || end === undefined) return null;
  const text = words.join(' ');
  if (text.length > LONGEST) return null;
  const at = span(start, end);
  const program = PROGRAMS.exec(text)?.[1];
  if (program !== undefined) return { kind: 'command', text: `\`${program}\``, span: at, remainder: null, refused: null };
  const flag = FLAGS.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined) ?? FLASK.exec(text)?.groups?.['debug'];
  if (flag === undefined) return null;
  const remainder = withoutFlags(node!);
  const refused = remainder === null ? 'The command is written in a way that the flag cannot be taken out of with certainty.' : null;
  return { kind: 'command', text: `\`${flag}\``, span: at, remainder, refused };
}

/** True for a command that is for developers as a whole or in part. */
export function isForDevelopment(text: string): boolean {
  return PROGRAMS.test(text) || FLAGS.some((flag) => flag.test(text)) || FLASK.test(text);
}

export function wordsOf(node: Node | null | undefined): readonly string[] | null {
  if (isSeq(node)) {
    const words = node.items.map((item) => scalarSource(item as Node | null));
    return words.includes(null) ? null : (words as string[]);
  }
  const text = scalarSource(node);
  return text === null ? null : [text];
}

/** The command without its flags; null where options that belong to them would be left, or the text has several lines. */
function withoutFlags(node: Node): string | readonly string[] | null {
  const words = wordsOf(node)!;
  if (words.some((word) => /--reload-|--no-reload|\n/.test(word))) return null;
  if (isScalar(node)) {
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    return isBlock ? null : withoutFlag(words[0]!);
  }
  const left = words.map((word) => (/\s/.test(word) ? withoutFlag(word) : isFlag(word, words) ? '' : word)).filter((word) => word !== '');
  return left.length === 0 ? null : left;
}

function isFlag(word: string, words: readonly string[]): boolean {
  return FLAGS.some((flag) => flag.exec(word)?.[0] === word) || (word === '--debug' && FLASK.test(words.join(' ')));
}

function withoutFlag(text: string): string {
  const isFlask = FLASK.test(text);
  const left = FLAGS.reduce((rest, flag) => rest.replace(new RegExp(` ?${flag.source}`), ''), text);
  return isFlask ? left.replace(/ (?<![\w-])--debug(?![\w-])/, '') : left;
}
