/** The markup of the page; what is compared comes as a message. */
export const COMPARISON_BODY = `<h1>Compare builds</h1>
<p id="headline" class="headline"></p>
<div class="bar">
<button type="button" id="swap" class="secondary" disabled>Swap Sides</button>
<button type="button" id="copy" class="secondary" disabled>Copy as Markdown</button>
<span id="status" role="status">Comparing the builds…</span>
</div>
<main id="content" hidden>
<table class="sides">
<caption class="unseen">Both builds and what is different</caption>
<thead><tr><td></td><th scope="col">Before</th><th scope="col">After</th><th scope="col">Difference</th></tr></thead>
<tbody id="sides"></tbody>
</table>
<div id="notes"></div>
<section aria-labelledby="reasons-title">
<h2 id="reasons-title">Why steps ran</h2>
<div id="reasons"></div>
</section>
<section aria-labelledby="steps-title">
<h2 id="steps-title">Step by step</h2>
<div class="bar tight">
<label><input type="checkbox" id="only-changes"> Only what changed</label>
<span id="count"></span>
<span class="legend" aria-hidden="true"><span class="swatch before"></span>before <span class="swatch after"></span>after</span>
</div>
<table class="steps" id="steps">
<caption class="unseen">Steps of both builds with what each took; the headings sort</caption>
<thead><tr id="columns"></tr></thead>
<tbody id="rows"></tbody>
</table>
<p id="none" class="none"></p>
<button type="button" id="more" class="secondary" hidden></button>
</section>
</main>`;
