import { counted } from './counts.mjs';
import { editorTestsEntry } from './bundles.mjs';
import { root } from './repository.mjs';
import { runInVSCode } from '../vscode-host/runInVSCode.mjs';
import { homelabCopy, twoFolders } from '../vscode-host/workspaces.mjs';

/** The suites that run inside VS Code: the folder under test/vscode, and the workspace it runs in. */
const suites = {
  'VS Code': { suite: 'suite', workspace: homelabCopy },
  'VS Code, Restricted Mode': { suite: 'restricted', workspace: homelabCopy, trusted: false },
  'VS Code, two folders': { suite: 'multi-root', workspace: twoFolders },
};

/** Each suite with the extension from this folder, as [name, function that runs it]. */
export const editorParts = Object.entries(suites).map(([name, suite]) => [name, () => runSuite(name, { ...suite, extensionPath: root })]);

/** The main suite again with the extension installed from a package, which shows that packaging left nothing out. */
export function runInstalled(vsix) {
  const name = 'VS Code, installed package';
  return runSuite(name, { ...suites['VS Code'], vsix });
}

async function runSuite(label, { suite, workspace, ...options }) {
  const made = workspace();
  try {
    const env = { DRYDOCK_TEST_SUITE: suite };
    const result = await runInVSCode({ label, testsPath: editorTestsEntry('index'), workspace: made.workspace, env, ...options });
    return summarize(result);
  } finally {
    await made.remove();
  }
}

function summarize({ host, code, why, counts, log }) {
  const { passed = 0, failed = 0 } = counts ?? {};
  if (code === 0 && counts && passed > 0) return counted(passed, failed, host);
  const reason = why ?? (counts ? `exit code ${code}` : `no test ran, exit code ${code}`);
  if (failed === 0 || why) console.log(`  ${reason}. The end of the log:\n${log.slice(-4000)}`);
  return counted(passed, failed + (failed === 0 || why ? 1 : 0), `${host}: ${reason}`);
}
