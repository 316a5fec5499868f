import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { embeddedJson, embeddedScript, embeddedStyle, timelineHtml } from '../../../../server/src/timing/export/html.ts';
import { factsOf, HOSTILE, reportOf, stepOf, traceOf } from './builds.ts';

function asset(text: string) {
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}

describe('the timeline as one file', () => {
  const trace = traceOf({ steps: [stepOf({ id: 'a', label: `${HOSTILE}\u2028<script>`, intervals: [[0, 1]] })] });
  const html = timelineHtml(reportOf({ trace, facts: factsOf({ title: HOSTILE }) }), { script: asset('run("$&")'), style: asset('a > b {}') });

  it('holds the build as data that cannot end its element', () => {
    const text = /<script type="application\/json" id="build">([^<]*)<\/script>/.exec(html)?.[1] ?? '';
    expect(text).not.toMatch(/[<>\u2028\u2029]/);
    const abilities = { canReveal: false, canCancel: false, canRebuild: false, canCompare: false, canExport: false };
    expect(JSON.parse(text)).toEqual({ kind: 'build', facts: factsOf({ title: HOSTILE }), trace, abilities });
  });

  it('has no other elements than its own, whatever is built', () => {
    const tags = [...html.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '<$1>').matchAll(/<\/?([a-z]+)/gi)].map(([, name]) => name);
    expect(new Set(tags)).toEqual(new Set(['html', 'head', 'meta', 'title', 'style', 'body', 'main', 'script']));
    expect(html).toContain('<title>Built &lt;/script&gt;&lt;img');
  });

  it('lets its one script and style run, by their hashes, and nothing load', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy).toBe(`default-src 'none'; script-src '${asset('run("$&")').hash}'; style-src '${asset('a > b {}').hash}'; base-uri 'none'; form-action 'none'`);
    expect(html).toContain('<script>run("$&")</script>');
    expect(html).not.toMatch(/\b(?:src|href)=(?!x onerror)/);
  });
});

describe('texts in a page', () => {
  it('cannot end their element', () => {
    expect(embeddedScript('a("</script><!--</SCRIPT>")')).toBe('a("<\\/script><\\!--<\\/SCRIPT>")');
    expect(embeddedStyle('a{content:"</style>"}')).toBe('a{content:"<\\/style>"}');
    expect(embeddedJson({ a: '<\u2028&\u2029>' })).toBe('{"a":"\\u003c\\u2028\\u0026\\u2029\\u003e"}');
  });
});
