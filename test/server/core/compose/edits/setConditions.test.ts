import { describe } from 'vitest';
import { it } from 'vitest';
import { setConditions } from '../../../../../server/src/core/compose/edits/setConditions.ts';
import { expectShape, type Shape } from './shapes.ts';

/** `db` becomes `service_healthy`. */
const SHAPES: Shape[] = [
  ['a list', `
services:
  web:
    depends_on: # order
      # first
      - db   # the store
      # then
      - "cache"
    z: 1
`, `
services:
  web:
    depends_on: # order
      # first
      db:   # the store
        condition: service_healthy
      # then
      "cache":
        condition: service_started
    z: 1
`],
  ['a list at the column of its key', `
services:
  web:
    depends_on:
    - cache
    # the store
    - db
    # about z
    z: 1
`, `
services:
  web:
    depends_on:
      cache:
        condition: service_started
      # the store
      db:
        condition: service_healthy
    # about z
    z: 1
`],
  ['brackets', `
services:
    web:
        depends_on: [db, 'cache'] # order
        z: 1
`, `
services:
    web:
        depends_on: # order
            db:
                condition: service_healthy
            'cache':
                condition: service_started
        z: 1
`],
  ['brackets over lines', `
services:
  web:
    depends_on: [
      db, # the store
      cache
    ]
`, `
services:
  web:
    depends_on: {
      db: {condition: service_healthy}, # the store
      cache: {condition: service_started}
    }
`],
  ['brackets in brackets', `
services:
  web: {image: a, depends_on: [db]}
`, `
services:
  web: {image: a, depends_on: {db: {condition: service_healthy}}}
`],
  ['JSON', `
services:
  web: {"image": "a", "depends_on": ["db"]}
`, `
services:
  web: {"image": "a", "depends_on": {"db": {"condition": "service_healthy"}}}
`],
  ['a map', `
services:
  web:
    depends_on:
      cache:
        condition: service_started
      db:
        condition: service_started # enough
        restart: true
`, `
services:
  web:
    depends_on:
      cache:
        condition: service_started
      db:
        condition: service_healthy # enough
        restart: true
`],
  ['a map without a condition', `
services:
  web:
    depends_on:
      db:
        required: false
`, `
services:
  web:
    depends_on:
      db:
        required: false
        condition: service_healthy
`],
  ['a map in brackets', `
services:
  web:
    depends_on: {db: {condition: service_started}}
`, `
services:
  web:
    depends_on: {db: {condition: service_healthy}}
`],
  ['an entry without a value', `
services:
  web:
    depends_on:
      db:
      cache: {condition: service_started}
`, `
services:
  web:
    depends_on:
      db:
        condition: service_healthy
      cache: {condition: service_started}
`],
  ['the end of the file', `
services:
  web:
    depends_on:
      - db`, `
services:
  web:
    depends_on:
      db:
        condition: service_healthy`],
  ['nothing', `
services:
  web:
    image: a
`, /no `depends_on` of its own/],
  ['another', `
services:
  web:
    depends_on: [cache]
`, /does not name `db`/],
  ['twice', `
services:
  web:
    depends_on: [db, db]
`, /twice/],
  ['a variable', `
services:
  web:
    depends_on: [db, "\${OTHER}"]
`, /variable/],
  ['an alias', `
x-d: &d [db]
services:
  web:
    depends_on: *d
`, /alias of `&d`/],
  ['a merge key', `
x-d: &d {depends_on: [db]}
services:
  web:
    <<: *d
`, /anchor `&d`/],
  ['an anchor', `
services:
  web:
    depends_on: &d [db]
  api:
    depends_on: *d
`, /anchor `&d`/],
  ['an entry that is an alias', `
x-h: &h {condition: service_started}
services:
  web:
    depends_on:
      db: *h
`, /alias of `&h`/],
];

describe('setConditions', () => {
  for (const shape of SHAPES) {
    it(shape[0], () => expectShape(shape, (model) => setConditions(model, model.service('web')!, new Map([['db', 'service_healthy']]))));
  }
});
