/** Prints a line of the suite: scripts/vscode-host/testOutput.mjs tells it from VS Code's own log by the prefix. */
export function say(text: string): void {
  for (const line of text.split('\n')) console.log(`[suite] ${line}`);
}
