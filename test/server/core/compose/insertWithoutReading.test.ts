import { expect, it, vi } from 'vitest';
import { insertIntoService } from '../../../../server/src/core/compose/insertKeys.ts';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import * as yamlStream from '../../../../server/src/core/compose/yamlStream.ts';

vi.mock('../../../../server/src/core/compose/yamlStream.ts', async (importActual) => {
  const actual = await importActual<typeof yamlStream>();
  return { ...actual, readYamlStream: vi.fn(actual.readYamlStream) };
});

/** Reading a service again is what costs: a file of hundreds of services that all end in `logging: *log` would take seconds. */
it.each([
  ['a word', 'restart: always'],
  ['quotes', 'restart: "no" # why'],
  ['brackets', 'command: [a, b]'],
  ['an alias', 'logging: *log'],
  ['an alias with a comment', 'logging: *log # shared'],
  ['a merge key', '<<: *log'],
  ['an alias in a list', 'profiles:\n      - *log'],
])('adds behind %s without reading the service again', (_, last) => {
  const model = parseCompose(`x-log: &log {driver: local}\nservices:\n  web:\n    image: nginx\n    ${last}\n`);
  const web = model.service('web')!;
  const read = vi.mocked(yamlStream.readYamlStream);
  read.mockClear();
  const result = insertIntoService(model, web, { init: true });
  expect(result).toMatchObject({ edits: [{ text: '\n    init: true' }] });
  expect(read).not.toHaveBeenCalled();
});
