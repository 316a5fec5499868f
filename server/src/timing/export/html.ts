import { shownText } from '../shownText.ts';
import type { BuiltReport } from './builtReport.ts';
import { headline } from './words.ts';

/** A text that the page holds, with what a content security policy calls it: `sha256-…`, of this very text. */
export interface PageAsset {
  readonly text: string;
  readonly hash: string;
}

export interface TimelineAssets {
  readonly script: PageAsset;
  readonly style: PageAsset;
}

/** The page's own script fills it, as it does in the editor. */
const BODY = '<main id="app"></main>';

/**
 * The timeline as one file that needs nothing else: its policy lets this one script and this one style sheet run, and nothing load. The
 * page finds the build as the text of `#build`: the first message that it would be told in the editor.
 */
export function timelineHtml(report: Pick<BuiltReport, 'facts' | 'trace' | 'record'>, { script, style }: TimelineAssets): string {
  const { facts, trace } = report;
  const abilities = { canReveal: false, canCancel: false, canRebuild: false, canCompare: false, canExport: false };
  const policy = `default-src 'none'; script-src '${script.hash}'; style-src '${style.hash}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(shownText(headline(report)))}</title>
<style>${style.text}</style>
</head>
<body>
${BODY}
<script type="application/json" id="build">${embeddedJson({ kind: 'build', facts, trace, abilities })}</script>
<script>${script.text}</script>
</body>
</html>
`;
}

/** A script that cannot end its own element. In strings, expressions and templates a slash may be escaped; elsewhere it cannot follow `<` and go before a name. */
export function embeddedScript(text: string): string {
  return text.replace(/<(?=\/script)/gi, '<\\').replace(/<!--/g, '<\\!--');
}

/** A style sheet that cannot end its own element. */
export function embeddedStyle(text: string): string {
  return text.replace(/<(?=\/style)/gi, '<\\');
}

/** JSON in which nothing can end the element that it stands in, or open another. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
