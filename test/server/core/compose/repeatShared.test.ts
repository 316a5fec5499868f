import { describe, expect, it } from 'vitest';
import { repeatShared } from '../../../../server/src/core/compose/edits/repeatShared.ts';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';

const WANTED = { resources: { limits: { memory: '64M' } } };

function repeated(text: string) {
  const model = parseCompose(text);
  const result = repeatShared(model, model.service('web')!, 'deploy', WANTED);
  return 'refused' in result ? result : { ...result, after: applyEdits(text, result.edits) };
}

describe('repeatShared', () => {
  it.each([
    ['an alias', '\n', '    deploy: *d\n    image: nginx\n', '    deploy:\n      <<: *d\n      resources:\n        limits:\n          memory: 64M\n    image: nginx\n'],
    ['an alias with a comment', '\r\n', '    deploy:  *d  # why\n', '    deploy:  # why\n      <<: *d\n      resources:\n        limits:\n          memory: 64M\n'],
    ['a merged key', '\n', '    <<: *base\n    image: nginx # end\n', '    <<: *base\n    image: nginx # end\n    deploy:\n      <<: *d\n      resources:\n        limits:\n          memory: 64M\n'],
  ])('repeats the anchor of %s', (_, eol, own, expected) => {
    const head = 'x: &d {replicas: 2}\nx-base: &base {deploy: *d}\nservices:\n  web:\n';
    const lines = (text: string) => text.replaceAll('\n', eol);
    const result = repeated(lines(head + own));
    expect(result).toMatchObject({ repeats: 'd', anchors: [], services: ['web'], after: lines(head + expected) });
    const model = parseCompose((result as { after: string }).after);
    expect(model.service('web')!.get('deploy')!.data).toEqual({ replicas: 2, resources: { limits: { memory: '64M' } } });
  });

  it('names whoever merges the service that it changes', () => {
    expect(repeated('x: &d {replicas: 2}\nservices:\n  web: &web\n    deploy: *d\n  copy:\n    <<: *web\n')).toMatchObject({ services: ['web', 'copy'] });
  });

  it.each([
    ['a map of its own', 'services:\n  web:\n    deploy: {replicas: 2}\n', /no anchor that could be repeated/],
    ['a merged map without an anchor', 'x: &b {deploy: {replicas: 2}}\nservices:\n  web:\n    <<: *b\n', /no anchor that could be repeated/],
    ['an anchor whose name means another further down', 'x: &d {replicas: 2}\nx-b: &b {deploy: *d}\nx-2: &d {replicas: 3}\nservices:\n  web:\n    <<: *b\n', /no anchor that could be repeated/],
    ['what it would hide', 'x: &d {resources: {limits: {cpus: 1}}}\nservices:\n  web:\n    deploy: *d\n', /`&d` has `resources` already/],
    ['a service in braces', 'x: &d {replicas: 2}\nservices:\n  web: {deploy: *d}\n', /not written as a map with a key a line/],
    ['a service in two documents', 'x: &d {replicas: 2}\nservices:\n  web:\n    deploy: *d\n---\nservices:\n  web:\n    image: a\n', /not written as a map/],
    ['a file with errors', 'x: &d {replicas: 2}\nservices:\n  web:\n    deploy: *d\n  bad: {\n', /YAML errors/],
  ])('refuses %s', (_, text, reason) => {
    expect((repeated(text) as { refused: string }).refused).toMatch(reason);
  });
});
