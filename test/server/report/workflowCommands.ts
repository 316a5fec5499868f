/** A command as the runner of GitHub Actions reads it (`ActionCommand.TryParseV2` of actions/runner). */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly message: string;
}

/** The commands in what a step wrote, but for groups of lines. Throws on one of the old kind, which stands anywhere in a line that is none of the new. */
export function commandsOf(output: string): WorkflowCommand[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const trimmed = line.trimStart();
    const end = trimmed.startsWith('::') ? trimmed.indexOf('::', 2) : -1;
    if (end < 0) {
      if (line.includes('##[')) throw new Error(`An old command: ${line}`);
      return [];
    }
    const [name = '', ...rest] = trimmed.slice(2, end).split(' ');
    if (name === 'group' || name === 'endgroup') return [];
    const pairs = rest.join(' ').split(',').filter((pair) => pair !== '');
    const properties = pairs.map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), unescapeProperty(pair.slice(pair.indexOf('=') + 1))]);
    return [{ name, properties: new Map(properties), message: unescapeData(trimmed.slice(end + 2)) }];
  });
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}
