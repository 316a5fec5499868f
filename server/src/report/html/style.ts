/** Of a page that stands alone: it follows the reader's light or dark, and prints. */
export const SCAN_STYLE = `:root{color-scheme:light dark;--quiet:#5a5f66;--line:#8885;--error:#b3261e;--warning:#8a5a00}
@media(prefers-color-scheme:dark){:root{--quiet:#a5abb3;--error:#ff9b92;--warning:#f0c060}}
body{max-width:75em;margin:0 auto;padding:1em 1.5em 4em;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5em;margin:.5em 0 0}
h2{font-size:1.15em;margin:2em 0 .5em}
p{margin:.3em 0}
.quiet{color:var(--quiet)}
table{border-collapse:collapse;width:100%}
th,td{padding:.3em .6em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--quiet);font-weight:normal;overflow-wrap:normal}
tbody th{font-weight:normal;min-width:12em}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
code{font:13px/1.5 ui-monospace,monospace}
details{border-bottom:1px solid var(--line);padding:.4em 0}
summary{cursor:pointer}
ul{margin:.5em 0;padding-left:1.5em}
li{margin:.3em 0}
.error,.warning{font-weight:600;white-space:nowrap}
.error{color:var(--error)}
.warning{color:var(--warning)}
.badge{border:1px solid var(--line);border-radius:3px;padding:0 .4em;font-size:.85em;white-space:nowrap}
@media print{details{break-inside:avoid}}
`;
