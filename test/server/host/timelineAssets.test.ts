import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readTimelineAssets } from '../../../server/src/host/timelineAssets.ts';
import { timelineHtml } from '../../../server/src/timing/export/html.ts';
import { reportOf, traceOf } from '../timing/export/builds.ts';

// As built: `npm run build` has to run first.
it('the page of an export holds the script and style that its policy names, and loads nothing', async () => {
  const html = timelineHtml(reportOf({ trace: traceOf({}) }), await readTimelineAssets());
  const [, script = '', style = ''] = /script-src '(sha256-[^']+)'; style-src '(sha256-[^']+)'/.exec(html) ?? [];
  const hashOf = (text = '') => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  expect(hashOf(/<script>([\s\S]*)<\/script>/.exec(html)?.[1])).toBe(script);
  expect(hashOf(/<style>([\s\S]*?)<\/style>/.exec(html)?.[1])).toBe(style);
  expect(html.match(/<script/g)).toHaveLength(2);
  // Names of XML vocabularies are no addresses.
  expect(html.match(/<link|<iframe|@import|sourceMappingURL|https?:\/\/(?!www\.w3\.org\/)[^\s"']*/g)).toBeNull();
});
