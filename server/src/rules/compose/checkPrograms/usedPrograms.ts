import type { CheckProgram } from '../../../core/dockerfile/missingPrograms.ts';

const PROGRAM = /^(?:\/(?:usr\/)?bin\/)?(curl|wget|nc|bash|sh)$/;
/** What gives the check its exit status where the command before it fails. */
const GIVES_UP = /^(?:exit(?: [1-9]\d*)?|false|kill\b.*|\(?\s*(?:echo|printf)\b.*)$/;

/** One command of a script, with what joins it to the next. */
interface Part {
  readonly text: string;
  readonly joint: string;
}

/**
 * Programs without which the command of a health check fails for sure: the one that it starts, and, of a script, those of its commands that
 * no other command stands in for.
 */
export function usedPrograms(words: readonly string[], isScript: boolean): readonly CheckProgram[] {
  if (isScript) return ['sh', ...ofScript(words.join(' '))];
  const program = PROGRAM.exec(words[0] ?? '')?.[1] as CheckProgram | undefined;
  if (program === undefined) return [];
  const option = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  const isShell = (program === 'sh' || program === 'bash') && option !== -1;
  return isShell ? [program, ...ofScript(words[option + 1] ?? '')] : [program];
}

function ofScript(script: string): readonly CheckProgram[] {
  // What a script tests or catches is not for sure.
  if (/\b(?:if|case|while|until|for|command -v|which|type)\b|\|\| *(?:true|:|exit 0)|^\s*!/.test(script)) return [];
  const found = new Set<CheckProgram>();
  const parts = partsOf(script);
  for (const [index, { text, joint }] of parts.entries()) {
    const program = PROGRAM.exec(text.replace(/^(?:\s*(?:[A-Za-z_]\w*=\S*|\(|\{|exec|timeout(?: -\S+)* \S+))*\s*/, '').split(/\s/)[0] ?? '')?.[1];
    if (program === undefined) continue;
    // A pipe's status is its last command's; without its input a filter most often fails, but not for sure.
    const next = parts[index + 1]?.text.trim() ?? '';
    const isLast = index === parts.length - 1;
    if (isLast || (joint === '||' && GIVES_UP.test(next)) || (joint === '|' && /^grep\b(?!.* -\w*v)/.test(next)) || joint === '&&') found.add(program as CheckProgram);
  }
  // Where an alternative follows later, it decides.
  return parts.some(({ joint }, index) => joint === '||' && !GIVES_UP.test(parts[index + 1]?.text.trim() ?? '')) ? [] : [...found];
}

/** The commands of a script that no quotes hold. */
function partsOf(script: string): readonly Part[] {
  const parts: Part[] = [];
  let quote = '';
  let start = 0;
  for (let at = 0; at < script.length; at++) {
    const char = script[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"') at++;
    } else if (char === '\\') at++;
    else if (char === '"' || char === "'") quote = char;
    else {
      const joint = /^(?:&&|\|\||[|;\n])/.exec(script.slice(at, at + 2))?.[0];
      if (joint === undefined) continue;
      parts.push({ text: script.slice(start, at), joint });
      at += joint.length - 1;
      start = at + 1;
    }
  }
  return [...parts, { text: script.slice(start), joint: '' }];
}

/** The words of a script that runs one command and perhaps gives up after it; null for one that does more. */
export function loneCommand(script: string): readonly string[] | null {
  const [first, ...others] = partsOf(script.trim().replace(/;$/, ''));
  if (!first || others.length > 1 || (others.length === 1 && (first.joint !== '||' || !GIVES_UP.test(others[0]!.text.trim())))) return null;
  const text = first.text.trim();
  const words = [...text.matchAll(WORD)];
  // A word that is made of several pieces ends the run of them.
  const end = words.reduce((at, { 0: word, index }) => (index === at ? at + word.length : -1), 0);
  return end === text.length && text !== '' ? words.map(([, double, single, plain]) => double ?? single ?? plain ?? '') : null;
}

/** A word, quoted as a whole or not at all, with the space behind it. */
const WORD = /(?:"([^"\\]*)"|'([^']*)'|([^\s"'\\]+))(?:\s+|$)/g;

/** Words as a script that a POSIX shell reads back as them; they hold no dollar, backtick, backslash or double quote. */
export function shellText(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `"${word}"`)).join(' ');
}
