import { readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';

const folder = new URL('../templates/', import.meta.url);

export async function render(name, data) {
  const template = await readFile(new URL(`${name}.hbs`, folder), 'utf8');
  return Handlebars.compile(template, { noEscape: true })(data);
}
