import { findProgram } from '../lib/findProgram.mjs';
import { startTree } from '../lib/processes.mjs';

/** Says why a desktop program could not open a window here, or undefined. */
export function whyNoDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return undefined;
  return findProgram('Xvfb') ? undefined : 'there is no display and no Xvfb (Debian and Ubuntu: apt-get install xvfb)';
}

/** Gives desktop programs a display: the one there is, or a virtual one. Returns its environment and `stop()`. */
export async function openDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { env: {}, stop: async () => {} };
  const args = ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'];
  const { child, exited, stop } = startTree(findProgram('Xvfb'), args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    child.stdio[3].setEncoding('utf8').once('data', (text) => resolve(text.trim()));
    void exited.then(({ code }) => reject(new Error(`Xvfb ended (exit code ${code})`)));
  });
  return { env: { DISPLAY: `:${number}` }, stop };
}
