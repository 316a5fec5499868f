import { commandVariable } from './commandVariable.ts';
import { wordsOf } from './contextEvidence.ts';
import { effectiveUser } from './effectiveUser.ts';
import type { Install } from './managerCall.ts';
import type { CacheScene } from '../packageManager.ts';

/** Variables whose words the JVM or the tool takes for its own. */
const OPTION_VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS', 'MAVEN_OPTS', 'MAVEN_ARGS', 'GRADLE_OPTS', 'JAVA_OPTS'];

/** True where a `-D` of the command line or of a variable sets one of these properties, or may. */
export function setsProperty(install: Install, names: RegExp): boolean {
  const { run, command } = install;
  const isSet = (word: string, before: string) =>
    names.test(word.replace(/^(?:-D|--define=?|--system-prop=?)/, '')) && (word.startsWith('-') || /^(?:-D|--define|--system-prop)$/.test(before));
  if (wordsOf(install).some((word, i, words) => isSet(word, words[i - 1] ?? ''))) return true;
  return OPTION_VARIABLES.some((name) => {
    const value = commandVariable(run, command, name)?.value;
    return typeof value === 'string' && value.split(/\s+/).some((word) => word.startsWith('-D') && names.test(word.slice(2)));
  });
}

/** True where HOME is not what the JVM uses: it takes `user.home` from the account (jdk: `java_props_md.c`). */
export function hasOtherHome({ run, command }: Install, { model }: CacheScene): boolean {
  const home = commandVariable(run, command, 'HOME');
  return home !== undefined && home.value !== effectiveUser(model.text, run, command).home;
}
