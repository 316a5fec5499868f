/** The markup of the page; what was found comes as a message. */
export const SCAN_BODY = `<h1>Scan report</h1>
<p id="headline" class="headline"></p>
<div id="tiles" class="tiles"></div>
<div id="actions" class="bar" role="group" aria-label="What can be done"></div>
<div id="running" class="bar" hidden><span id="progress"></span><button type="button" id="cancel" class="secondary">Cancel</button></div>
<p id="status" role="status">Waiting for the scan…</p>
<main id="content" hidden>
<div class="bar filter"><label for="filter">Filter</label><input id="filter" type="search" placeholder="Part of a file, rule or image" autocomplete="off" spellcheck="false"></div>
<div id="sections"></div>
</main>`;
