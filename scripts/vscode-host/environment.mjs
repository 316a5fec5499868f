/**
 * The environment for a VS Code of our own: without the variables that would make its processes behave as children of
 * another VS Code, of Electron or of npm.
 */
export function editorEnvironment(added = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name));
  return { ...Object.fromEntries(inherited), ...added };
}
