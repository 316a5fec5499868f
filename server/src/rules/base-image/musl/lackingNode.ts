import type { LackingPackage } from './lackingPython.ts';

const lacks = (verdict: LackingPackage['verdict'], source: string, through: string | null = null): LackingPackage => ({ verdict, upTo: null, source, through });

const PLAYWRIGHT = 'playwright.dev/docs/docker: "Alpine Linux and other distributions based on the musl standard library are not supported"';
const PUPPETEER = 'pptr.dev/troubleshooting, "Running on Alpine": the Chrome that it downloads is built for glibc';

/** npm packages that bring programs or libraries which only run with glibc. Those that compile with a toolchain at worst are no failure. */
export const LACKING_NODE: ReadonlyMap<string, LackingPackage> = new Map([
  ['playwright', lacks('none', PLAYWRIGHT)],
  ['playwright-chromium', lacks('none', PLAYWRIGHT)],
  ['playwright-firefox', lacks('none', PLAYWRIGHT)],
  ['playwright-webkit', lacks('none', PLAYWRIGHT)],
  ['puppeteer', lacks('none', PUPPETEER)],
  ['@tensorflow/tfjs-node', lacks('none', 'github.com/tensorflow/tfjs, tfjs-node/scripts/install.js: downloads libtensorflow, which is built for glibc')],
  ['@tensorflow/tfjs-node-gpu', lacks('none', 'as @tensorflow/tfjs-node')],
  ['onnxruntime-node', lacks('none', 'github.com/microsoft/onnxruntime, js/node/README: prebuilt for Linux with glibc')],
  ['@xenova/transformers', lacks('none', 'its package.json depends on onnxruntime-node', 'onnxruntime-node')],
  ['@huggingface/transformers', lacks('none', 'its package.json depends on onnxruntime-node', 'onnxruntime-node')],
]);

/** Packages that install anywhere and fail when they start their browser, which may as well be the distribution's: Alpine has `chromium`. */
export const BRINGS_BROWSER: ReadonlySet<string> = new Set(['playwright', 'playwright-chromium', 'playwright-firefox', 'playwright-webkit', 'puppeteer']);
