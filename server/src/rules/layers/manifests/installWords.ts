import { gatherEach } from '../../../core/collections/gather.ts';
import { commandVariable } from '../../cache/calls/commandVariable.ts';
import { withoutLeadingUnknown, type Install } from '../../cache/calls/managerCall.ts';

/** The words that are no options, from the verb on; null for those that only the shell knows. */
export function wordsOf(install: Install): readonly (string | null)[] {
  return gatherEach(withoutLeadingUnknown(install.positionals), ({ value }) => value);
}

/** The first option of one of these names that is not switched off. */
export function optionOf(install: Install, names: ReadonlySet<string>): string | null {
  return install.options.find(({ name, value }) => names.has(name) && value !== 'false')?.name ?? null;
}

export function hasOption(install: Install, ...names: readonly string[]): boolean {
  return optionOf(install, new Set(names)) !== null;
}

/** True for a variable that is known to be set to something that means yes. */
export function isSwitchedOn({ run, command }: Install, name: string): boolean {
  return /^(?:1|true|yes|on)$/i.test(commandVariable(run, command, name)?.value ?? '');
}

/** True for a variable that is set, whatever its value. */
export function isSet({ run, command }: Install, name: string): boolean {
  return commandVariable(run, command, name) !== undefined;
}
