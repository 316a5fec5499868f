import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { findProgram } from '../lib/findProgram.mjs';

const programFiles = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);

/** Where a Chromium of any brand usually is, most wanted first. */
const candidates = [
  process.env.CHROME_BIN,
  '/usr/bin/chromium',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...programFiles.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  ...programFiles.map((folder) => join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')),
].filter(Boolean);

/** The path of a Chromium on this machine. Throws a Failure that says what to install. */
export function findChromium() {
  for (const candidate of candidates) {
    const found = findProgram(candidate);
    if (found) return found;
  }
  throw new Failure(
    'No Chromium was found, and the browser-hosted VS Code needs one: install Chromium or Chrome ' +
      '(Debian and Ubuntu: apt-get install chromium), or set CHROME_BIN to its path.',
  );
}

/**
 * Starts Chromium without a window.
 * A root user (containers, CI) cannot have Chromium's sandbox; the only page it opens is our own loopback one.
 */
export async function launchChromium() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
    // The scripts have their own way to end on Ctrl+C, which also removes what was made.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
