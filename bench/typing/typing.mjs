import { loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRepository, root } from '../../scripts/lib/repository.mjs';
import { temporaryFolder } from '../../scripts/vscode-host/temporaryFolder.mjs';
import { openWorkbench } from '../../scripts/vscode-host/workbench.mjs';
import { CANCEL_AFTER, cancelScans } from './cancels.mjs';
import { LONGEST, toEndOfLine, typeAlone, typeBesideScans, typeBesideWork } from './keystrokes.mjs';

/**
 * Whether open documents keep their typing speed while Scan Workspace runs, and how soon its Cancel takes effect: in a real VS Code in Chromium, with a
 * real keyboard and times taken in its page. Editor, browser and scan share the processors of one machine, so typing is also measured beside a program
 * that does nothing but take as much of them: what a scan costs more than that, it costs by being in the way.
 */
const FILES = 1_000;
const KEYSTROKES = 60;
const WARM_UP = 15;
const CANCELS = 5;
/** From the click to the end of the command, in milliseconds. */
const CANCEL_BUDGET = 200;

const TIMES = ['shown', 'checked'];
const PARTS = [0.5, 0.95];

/**
 * @param files    of the generated workspace
 * @param picture  where the window is kept as it is in the middle of typing while a scan runs
 * @returns the exit code
 */
export async function benchTyping({ files = FILES, picture }) {
  const folder = temporaryFolder();
  try {
    const workspace = join(folder.path, 'workspace');
    const { writeTypedWorkspace } = await import(pathToFileURL(inRepository('out', 'bench-typing-workspace.mjs')).href);
    const place = await writeTypedWorkspace(workspace, files);
    const settings = { 'workbench.secondarySideBar.defaultVisibility': 'hidden' };
    const code = await openWorkbench({ workspace, extensionPath: root, settings, look: { deviceScaleFactor: 1 } });
    try {
      await code.openFile(`${place.path}:${place.line}`);
      await code.command('View: Keep Editor');
      await toEndOfLine(code, place);
      console.log(`## Typing while ${files} files are scanned (load ${loadavg()[0].toFixed(1)})\n`);
      await measureTyping(code, place, picture);
      return await measureCancels(code);
    } finally {
      await code.close();
    }
  } finally {
    await folder.remove();
  }
}

async function measureTyping(code, place, picture) {
  await typeAlone(code, place, WARM_UP);
  const idle = figures(await typeAlone(code, place, KEYSTROKES));
  const work = figures(await typeBesideWork(code, place, KEYSTROKES));
  const { keys, scans } = await typeBesideScans(code, place, KEYSTROKES, picture);
  const scanning = figures(keys);
  const milliseconds = (values) => values.map((value) => `${value.toFixed(0)} ms`);
  const ratios = (floor) => scanning.map((value, index) => (value / floor[index]).toFixed(2));
  const table = [
    [`${KEYSTROKES} keystrokes each`, 'until the letter shows, p50', 'p95', 'until its findings show, p50', 'p95'],
    ['---', '---', '---', '---', '---'],
    ['idle', ...milliseconds(idle)],
    ['beside a program that keeps a processor busy', ...milliseconds(work)],
    [`while Scan Workspace runs${scans > 1 ? `, ${scans} times` : ''}`, ...milliseconds(scanning)],
    ['times idle', ...ratios(idle)],
    ['times beside that program', ...ratios(work)],
  ];
  console.log(table.map((cells) => `| ${cells.join(' | ')} |`).join('\n'));
}

/** p50 and p95 of both times. What never came counts as the longest. */
function figures(keys) {
  return TIMES.flatMap((time) => {
    const sorted = keys.map((key) => key[time] ?? LONGEST).sort((a, b) => a - b);
    return PARTS.map((part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]);
  });
}

async function measureCancels(code) {
  const times = (await cancelScans(code, CANCELS)).sort((a, b) => a - b);
  const [median, longest] = [times[times.length >> 1], times.at(-1)];
  console.log(`\nCancelled ${CANCEL_AFTER / 1000} s after its start, ${CANCELS} times, a scan has ended after ${median.toFixed(0)} ms, at the longest ${longest.toFixed(0)} ms (budget ${CANCEL_BUDGET}).`);
  return longest > CANCEL_BUDGET ? 1 : 0;
}
