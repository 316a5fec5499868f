import { describe, expect, it } from 'vitest';
import { explained, type Workspace } from './explained.ts';

const IGNORE = '# comment\n**/*.log\nnode_modules\ndata\n!data/keep.txt\n*.tmp\ndocs\n[\n!data/keep.txt\n';
const WORKSPACE: Workspace = {
  files: {
    'compose.yaml': 'services:\n  api:\n    build: api\n', 'api/Dockerfile': 'FROM busybox\nCOPY src /src\nCOPY data /data\nCOPY node_modules /n\n', 'api/.dockerignore': IGNORE,
    'api/src/a.py': '', 'api/src/x.log': '', 'api/data/keep.txt': '', 'api/data/big.bin': '', 'api/docs/d.md': '', 'lone/.dockerignore': 'x\n',
  },
};
const MEASURED: Workspace = {
  ...WORKSPACE,
  sizes: {
    api: { 'src/a.py': 10, 'src/x.log': 900, 'data/keep.txt': 5, 'data/big.bin': 5_000_000, 'data/more/c.bin': 3_000, 'docs/d.md': 60, 'node_modules/a/i.js': 100, 'node_modules/b/i.js': 200 },
  },
};

const line = (workspace: Workspace, at: string) => explained(workspace, 'api/.dockerignore', at);

describe('a line of an ignore file', () => {
  it('tells what it leaves out of the builds that read it', async () => {
    expect(await line(MEASURED, '**/*.log')).toBe('Leaves out **1 file, 900 bytes**.\n\nRead by the build of `api`.');
    expect(await line(MEASURED, 'node_modules')).toBe('Leaves out **2 files, 300 bytes**.\n\nRead by the build of `api`.');
    expect(await line(MEASURED, '*.tmp')).toBe('Matches nothing that is there now.\n\nRead by the build of `api`.');
    expect(await line(MEASURED, 'docs')).toBe('Leaves out 1 file, 60 bytes, but no build sends that: nothing copies it.\n\nRead by the build of `api`.');
  });

  it('tells which later line has the last word', async () => {
    expect(await line(MEASURED, 'data\n')).toMatch(/^Leaves out \*\*2 files, 5\.0 MB\*\*.*\n\nLine 5 \(`!data\/keep\.txt`\) brings back `data\/keep\.txt`: the last line that matches decides\./);
    expect(await line(MEASURED, '!data')).toMatch(/^Changes nothing: other lines decide about the 1 file, 5 bytes that it matches\./);
  });

  it('says that sizes are not measured yet', async () => {
    expect(await line(WORKSPACE, '**/*.log')).toBe('Leaves out **at least 1 file**; sizes are not measured yet.\n\nRead by the build of `api`.');
    expect(await line(WORKSPACE, 'node_modules')).toMatch(/^Nothing that was listed matches it; what lies in folders such as `node_modules` is not measured yet\./);
  });

  it('says that Docker refuses it', async () => {
    expect(await line(MEASURED, '[')).toMatch(/^Docker refuses this pattern, and every build that reads it: its `\[`/);
  });

  it('says that nobody reads it', async () => {
    expect(await explained(WORKSPACE, 'lone/.dockerignore', 'x')).toBe('No build that is known here reads this file.');
  });

  it('says nothing of comments', async () => {
    expect(await line(MEASURED, '# comment')).toBeNull();
  });
});
