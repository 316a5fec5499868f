import { validate } from 'dockerfile-utils';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { expandedSnippets, readSnippets } from './snippetFiles.ts';
import { isWholeDockerfile, wrapDockerfile } from './wrapFragment.ts';

const snippets = expandedSnippets('dockerfile').map((snippet) => ({ ...snippet, file: wrapDockerfile(snippet.prefix, snippet.text) }));
const whole = snippets.filter(({ text }) => isWholeDockerfile(text));

describe.each(snippets)('$name', ({ file, text }) => {
  it('is a Dockerfile that the editor accepts', () => {
    expect(validate(file)).toEqual([]);
  });

  it('keeps its shape when read: flags come first and nothing is swallowed', () => {
    const keywords = DockerfileParser.parse(text).getInstructions().map((instruction) => instruction.getKeyword());
    const written = text.split('\n').filter((line) => /^[A-Z]+ /.test(line)).map((line) => line.split(' ')[0]);
    expect(keywords).toEqual(written);
  });

  it('has no cache mount that something else defeats', () => {
    for (const run of text.split(/\n(?=[A-Z]+ )/).filter((instruction) => instruction.includes('type=cache'))) {
      expect(run).not.toMatch(/--no-cache|cache clean|rm -rf|apt-get clean|clean all/);
    }
  });
});

describe.each(whole)('$name, a whole file,', ({ text }) => {
  const dockerfile = DockerfileParser.parse(text);
  const stages = dockerfile.getFROMs().map((from) => from.getBuildStage());

  it('names a version of every base image', () => {
    for (const from of dockerfile.getFROMs()) {
      if (stages.includes(from.getImage())) continue;
      expect(from.getImageTag()).toMatch(/^\d+(\.\d+)*(-[a-z]+)?$/);
    }
  });

  it('ends without root, and says how to see that it works', () => {
    const last = text.slice(text.lastIndexOf('\nFROM ') + 1);
    if (!/^CMD |^HEALTHCHECK /m.test(last)) throw new Error('the final stage starts nothing');
    expect(last).toMatch(/^USER (?!root\b|0\b)\S+$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
  });

  it('ends with one newline', () => {
    expect(text).toMatch(/[^\n]\n$/);
  });
});

it('covers what people install with', () => {
  const prefixes = new Set(readSnippets('dockerfile').map(({ prefix }) => prefix));
  const managers = ['pip', 'uv', 'poetry', 'npm', 'yarn', 'pnpm', 'apt', 'go-mod', 'go-build', 'cargo', 'maven', 'gradle'];
  expect(managers.filter((manager) => !prefixes.has(`drydock-cache-${manager}`))).toEqual([]);
});
