/** What the browser-hosted VS Code is made of. Change versions here only: each gets a folder of its own. */

/** VS Code's server and web workbench, as packaged by code-server. Its version is VS Code's plus 3. */
export const codeServer = {
  name: 'code-server',
  version: '4.139.1',
  integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  vscode: '1.139',
};

/** The Node.js that this VS Code asks for, where the running one has another major version. */
export const serverNode = { major: 24, version: '24.21.0', name: nodePackage() };

/** The package that holds Node.js for this platform; macOS on ARM has its own spelling. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/** The desktop VS Code to download: `stable` unless the environment names a version, such as the oldest supported one. */
export const desktopVersion = process.env.DRYDOCK_VSCODE_VERSION || 'stable';
