import { expect, it } from 'vitest';
import { checkstyleReport } from '../../../server/src/report/checkstyle.ts';
import { xmlText } from '../../../server/src/report/xml.ts';
import { madeFile, madeFinding, madeReport } from './madeReport.ts';

it('names every file, its findings, and what was not checked', () => {
  const report = madeReport(
    [madeFile('api/Dockerfile', [madeFinding(), madeFinding({ severity: 'hint', message: 'Say "no" & <go>.', withheld: 'None.' })]), madeFile('web/Dockerfile', [])],
    { skipped: [{ path: 'a\n<b>', reason: 'It is too large.' }] },
  );
  expect(checkstyleReport(report)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<checkstyle version="4.3">
  <file name="api/Dockerfile">
    <error line="4" column="5" severity="warning" message="pip downloads everything again." source="drydock.require-cache-mount"/>
    <error line="4" column="5" severity="info" message="Say &quot;no&quot; &amp; &lt;go&gt;. No safe fix: None." source="drydock.require-cache-mount"/>
  </file>
  <file name="web/Dockerfile"/>
  <file name="a&#10;&lt;b&gt;">
    <error line="1" severity="warning" message="Not checked: It is too large." source="drydock"/>
  </file>
</checkstyle>
`);
});

it('has four severities as Checkstyle has three', () => {
  const severities = (['error', 'warning', 'information', 'hint'] as const).map((severity) => madeFinding({ severity }));
  expect([...checkstyleReport(madeReport([madeFile('a', severities)])).matchAll(/severity="(\w+)"/g)].map(([, severity]) => severity)).toEqual(['error', 'warning', 'info', 'info']);
});

it.each([
  ['\t\n\r', '&#9;&#10;&#13;'],
  ['\u0000\u001b\u000b\ufffe\uffff', '\ufffd\ufffd\ufffd\ufffd\ufffd'],
  ['a\ud800b\udfffc', 'a\ufffdb\ufffdc'],
  ['🐳\u007f\u0085', '🐳\u007f\u0085'],
  [']]>&#x41;', ']]&gt;&amp;#x41;'],
])('writes %j as %j', (text, xml) => {
  expect(xmlText(text)).toBe(xml);
});
