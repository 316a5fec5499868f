import { expect, it } from 'vitest';
import { parseCompose } from '../../../server/src/core/compose/parseCompose.ts';
import { ComposeShelf } from '../../../server/src/host/composeShelf.ts';
import { readComposeFile } from '../../../server/src/project/compose/composeFile.ts';
import { lightComposeFile } from '../../../server/src/project/compose/lightComposeFile.ts';

const TEXT = 'services:\n  api:\n    image: api:1\n    environment: [A=$B]\n  gone: !reset null\n---\nservices:\n  api: !override\n    build: { context: ./api, args: { X: 1 } }\n';
const whole = (text: string) => readComposeFile(parseCompose(text), 'compose.yaml', '/w');
const large = (name: string): string => `services:\n  ${name}:\n    image: a\n    command: ${'x'.repeat(100_000)}\n`;

it('gives what a file says of its services, values included, whoever has let go of them', () => {
  const shelf = new ComposeShelf((_, text) => whole(text));
  const light = lightComposeFile(whole(TEXT), () => shelf.read('compose.yaml', TEXT));
  for (let round = 0; round < 2; round++) {
    for (const [name, layers] of whole(TEXT).services) {
      const told = light.services.get(name)!.map(({ mode, build, image, data }) => ({ mode, build, image, data }));
      expect(told).toEqual(layers.map(({ mode, build, image, data }) => ({ mode, build, image, data })));
    }
    for (const name of ['a', 'b', 'c', 'd']) shelf.read(`${name}/compose.yaml`, large(name));
  }
});

it('keeps those that were read last, and reads a text that changed', () => {
  const shelf = new ComposeShelf((_, text) => whole(text));
  const first = shelf.read('compose.yaml', TEXT);
  expect(shelf.read('compose.yaml', TEXT)).toBe(first);
  expect([...shelf.read('compose.yaml', 'services: { other: { image: b } }').services.keys()]).toEqual(['other']);
  const [a, b] = ['a', 'b'].map((name) => shelf.read(name, large(name)));
  expect(shelf.read('a', large('a'))).toBe(a);
  for (const name of ['c', 'd']) shelf.read(name, large(name));
  expect(shelf.read('b', large('b'))).not.toBe(b);
});
