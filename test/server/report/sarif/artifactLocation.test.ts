import { expect, it } from 'vitest';
import { artifactLocation } from '../../../../server/src/report/sarif/artifactLocation.ts';

it.each([
  ['services/api/Dockerfile', 'services/api/Dockerfile'],
  ['my app/Dockerfile', 'my%20app/Dockerfile'],
  ['100%/Dockerfile', '100%25/Dockerfile'],
  ['%41/Dockerfile', '%2541/Dockerfile'],
  ['a"b\'c/Dockerfile', 'a%22b%27c/Dockerfile'],
  ['a\nb\tc/Dockerfile', 'a%0Ab%09c/Dockerfile'],
  ['a?b#c/Dockerfile', 'a%3Fb%23c/Dockerfile'],
  ['a\\b/Dockerfile', 'a%5Cb/Dockerfile'],
  ['größe/Dockerfile.日本', 'gr%C3%B6%C3%9Fe/Dockerfile.%E6%97%A5%E6%9C%AC'],
  ['🐳/Dockerfile', '%F0%9F%90%B3/Dockerfile'],
  ['half\ud83d/Dockerfile', 'half%EF%BF%BD/Dockerfile'],
  ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
  ['[a](b)<c>{d}|e^f`', '%5Ba%5D%28b%29%3Cc%3E%7Bd%7D%7Ce%5Ef%60'],
  ['../other/Dockerfile', '../other/Dockerfile'],
  ['@scope/a+b=c&d,e;f~g', '@scope/a+b=c&d,e;f~g'],
])('encodes %j', (path, uri) => {
  expect(artifactLocation(path)).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  expect(decodeURIComponent(uri)).toBe(path.replace('\ud83d/', '\ufffd/'));
});

it.each([
  ['D:/my app/Dockerfile', 'file:///D:/my%20app/Dockerfile'],
  ['//server/share/Dockerfile', 'file://server/share/Dockerfile'],
  ['/srv/a b/Dockerfile', 'file:///srv/a%20b/Dockerfile'],
])('names %j absolutely, without a base', (path, uri) => {
  expect(artifactLocation(path)).toEqual({ uri });
  expect(new URL(uri).protocol).toBe('file:');
});
