import { hasOption } from '../calls/callOptions.ts';
import type { ManagerCall } from '../calls/managerCall.ts';

const NO_DEPENDENCIES = { name: '--no-deps', shortest: '--no-d' };
const NO_BUILD_ISOLATION = { name: '--no-build-isolation', shortest: '--no-build' };

/**
 * True for an install by pip, or by uv with pip's options, that downloads nothing. Wheels collected in a stage of their own come with
 * what they depend on, so that `pip install /wheels/*` asks no index; neither does a local project whose dependencies and build tools
 * are both switched off.
 */
export function isLocalInstall(call: ManagerCall): boolean {
  if (call.options.some(({ name }) => name === '-r' || name === '--requirement' || name === '--group')) return false;
  const editable = call.options.filter(({ name }) => name === '-e' || name === '--editable');
  const words = [...call.rest.map(({ value }) => value), ...editable.map(({ value }) => (value === true ? null : value))];
  if (words.length === 0) return false;
  if (words.every((value) => value !== null && isCollectedWheels(value))) return true;
  if (!hasOption(call.options, NO_DEPENDENCIES)) return false;
  const isIsolated = !hasOption(call.options, NO_BUILD_ISOLATION);
  return words.every((value) => value !== null && isLocal(value) && (!isIsolated || value.endsWith('.whl')));
}

function isCollectedWheels(value: string): boolean {
  return isLocal(value) && (/(?:^|\/)\*$/.test(value) || /wheel[^/]*\/[^/]*\*[^/]*$/i.test(value));
}

function isLocal(value: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return false;
  return value === '.' || value.startsWith('.[') || value.includes('/') || value.endsWith('.whl') || value.startsWith('*');
}
