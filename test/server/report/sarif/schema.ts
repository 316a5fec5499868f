import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

/** Problems of a SARIF log by the published schema, none where it is valid. */
export function schemaProblems(log: unknown): readonly string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

/** It is written in draft 4, of which it uses nothing that later drafts read otherwise, but for `id` at its top. */
const { $schema, id, ...schema } = JSON.parse(readFileSync(new URL('./sarif-schema-2.1.0.json', import.meta.url), 'utf8')) as Record<string, unknown>;
if ($schema !== 'http://json-schema.org/draft-04/schema#' || typeof id !== 'string') throw new Error('The schema is another one than expected.');

const URI_CHARACTERS = /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/;

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
// RFC 3986: a reference without a scheme has no colon in its first segment.
ajv.addFormat('uri', (text) => URI_CHARACTERS.test(text) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text));
ajv.addFormat('uri-reference', (text) => URI_CHARACTERS.test(text) && (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) || /^[^:/?#]*(?:[/?#]|$)/.test(text)));
ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));

const validate = ajv.compile(schema);
