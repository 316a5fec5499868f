import { BY_MERGE, db, shape, type Shape } from './support/shape.ts';
import { UNUSUAL_SHAPES } from './unusualShapes.ts';

const LONG = 'x'.repeat(2000);
const NO_DEPENDENCY = { setConditions: /no `depends_on`/ };

/** What most files look like, and what few do. */
export const SHAPES: readonly Shape[] = [
  shape('plain', `
services:
  web:
    image: nginx:1
    restart: always
    ports:
      - "8080:80"
      - "8443:443"
    depends_on:
      - db
    deploy:
      resources:
        limits:
          memory: 256M
${db}`),
  shape('four spaces', `
services:
    web:
        image: nginx:1
        restart: always
        ports:
            - 8080:80
            - 8443:443
        depends_on:
            - db
        deploy:
            resources:
                limits:
                    memory: 256M
    db:
        image: postgres:16
`),
  shape('three spaces, lists by two', `
services:
   web:
      image: nginx:1
      ports:
        - '8080:80'
        - '8443:443'
      depends_on:
        - db
      restart: always
   db:
      image: postgres:16
`),
  shape('lists at the column of their keys', `
services:
  web:
    image: nginx:1
    ports:
    - "8080:80"
    # - "1:1"
    - "8443:443"
    # restarts
    restart: always
    depends_on:
    - db
    # the database
${db}`),
  shape('a service in brackets', `
services:
  web: {image: nginx:1, restart: always, ports: ["8080:80", "8443:443"], depends_on: [db]}
${db}`),
  shape('a service in brackets over lines', `
services:
  web: {
    image: "nginx:1", # the web
    restart: always,
    ports: [
      "8080:80", # plain
      "8443:443"
    ],
    depends_on: [db],
  }
${db}`),
  shape('JSON', `
{
  "services": {
    "web": {
      "image": "nginx:1",
      "restart": "always",
      "ports": ["8080:80", "8443:443"],
      "depends_on": ["db"],
      "deploy": {"resources": {"limits": {"memory": "256M"}}}
    },
    "db": {"image": "postgres:16"}
  }
}
`),
  shape('JSON on one line', '{"services":{"web":{"image":"nginx:1","restart":"always","ports":["8080:80"],"depends_on":{"db":{"condition":"service_started"}}},"db":{"image":"postgres:16"}}}'),
  shape('a merge key', `
x-base: &base
  restart: always
  logging: {driver: json-file}
services:
  web:
    <<: *base
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`, { removeEntry: BY_MERGE }),
  shape('a list of merges', `
x-a: &a
  restart: always
x-b: &b {init: true}
services:
  web:
    <<: [*a, *b]
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`, { removeEntry: BY_MERGE }),
  shape('a merge key last', `
x-base: &base {restart: always}
services:
  web:
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on:
      - db
    <<: *base
  db:
    image: postgres:16
    <<: *base
`, { removeEntry: BY_MERGE }),
  shape('own key over a merged one', `
x-base: &base {restart: "no"}
services:
  web:
    <<: *base
    restart: always
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`, { removeEntry: /merge key brings another/ }),
  shape('a list by alias', `
x-ports: &ports ["8080:80", "8443:443"]
services:
  web:
    image: nginx:1
    restart: always
    ports: *ports
    depends_on: [db]
  api:
    image: nginx:1
    ports: *ports
${db}`, { appendItems: /not written as a list/ }),
  shape('everything by alias', `
x-web: &web
  image: nginx:1
  restart: always
  ports: ["8080:80", "8443:443"]
  depends_on: [db]
services:
  web: *web
  api: *web
${db}`, { removeEntry: /alias of/, appendItems: /alias of/, createList: /alias of/, setConditions: /alias of/, insertKeys: /alias of/ }),
  shape('an anchored service that others merge', `
services:
  web: &web
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
  api:
    <<: *web
    ports: ["81:80", "82:80"]
  job:
    <<: *web
    restart: "no"
${db}`),
  shape('anchors of anchors', `
x-log: &log {driver: json-file}
x-base: &base
  logging: *log
  restart: always
x-app: &app
  <<: *base
  image: nginx:1
services:
  web:
    <<: *app
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
  api:
    <<: *app
${db}`, { removeEntry: BY_MERGE }),
  shape('deploy by a merge', `
x-base: &base
  restart: always
  deploy:
    replicas: 2
    resources:
      limits:
        memory: 256M
services:
  web:
    <<: *base
    image: nginx:1
    ports: ["80", "443"]
    depends_on: [db]
${db}`, { removeEntry: BY_MERGE, removeDeep: BY_MERGE, insertKeys: BY_MERGE }),
  shape('a merge within limits', `
x-limits: &limits {memory: 256M}
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    deploy:
      resources:
        limits:
          <<: *limits
          cpus: '0.5'
${db}`, { removeDeep: BY_MERGE }),
  shape('block text last', `
services:
  db: {image: postgres:16}
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on:
      - db
    command: |
      echo one

      echo two

volumes:
  data:
`),
  shape('folded text last in the file', `
services:
  db: {image: postgres:16}
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    command: >-
      echo one
      two
`),
  shape('block text that keeps its blank lines', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    command: |+
      echo one


  db:
    image: postgres:16
`),
  shape('block text between', `
services:
  web:
    command: |
      # no comment
      - "no: list"
    restart: always
    image: nginx:1
    ports:
      - "8080:80"
      - "8443:443"
    depends_on: [db]
${db}`),
  shape('plain text over lines', `
services:
  web:
    command: echo one
      two
      three
    restart: always
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`),
  shape('quoted text over lines', `
services:
  web:
    command: "echo one \\
      two"
    image: "nginx:1"
    restart: 'always'
    ports: ["8080:80", "8443:443"]
    depends_on: ['db']
${db}`),
  shape('keys without values', `
services:
  web:
    image: nginx:1
    restart: always
    depends_on: [db]
    command: # the default
    entrypoint:
${db}`),
  shape('keys with a comment for a value', `
services:
  web:
    image: nginx:1
    restart: always
    deploy: # todo
    depends_on:
      - db
${db}`),
  shape('empty brackets', `
services:
  web:
    image: nginx:1
    restart: always
    deploy: {}
    ports: []
    cap_drop: [ ]
    depends_on: []
volumes: {}
`, { setConditions: /does not name/ }),
  shape('comments everywhere', `
# head
services: # all
  # before web
  web: # the web
    # image first
    image: nginx:1 # pinned
    # restart
    restart: always # yes
    # ports
    ports: # both
      # first
      - "8080:80" # plain
      # second
      - "8443:443" # secure
      # last
    # order
    depends_on: # waits
      # the store
      - db # postgres
      # end of order
    # end of web
  # before db
  db:
    image: postgres:16 # db
# the end
`),
  shape('tabs in comments, spaces at line ends', `
services:
  web:\t# tab
    image: nginx:1   
    restart: always\t\t# why\tnot
    ports:  
      - "8080:80"\t# one
      - "8443:443" \t 
    depends_on: [db]  
${db}`),
  shape('no line ending at the end', `
services:
  db:
    image: postgres:16
  web:
    image: nginx:1
    restart: always
    depends_on:
      - db
    ports:
      - "8080:80"
      - "8443:443"`),
  shape('blank lines between keys', `
services:

  web:

    image: nginx:1

    restart: always

    ports:

      - "8080:80"

      - "8443:443"

    depends_on:

      - db


  db:

    image: postgres:16


`),
  shape('two documents', `
services:
  web:
    image: nginx:1
    ports: ["8080:80", "8443:443"]
${db}---
services:
  web:
    restart: always
    depends_on: [db]
`),
  shape('marks of a document', `
---
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}...
`),
  shape('override and reset', `
services:
  web:
    image: nginx:1
    restart: !reset null
    ports: !override
      - "8080:80"
      - "8443:443"
    depends_on: !override [db]
    deploy: !reset {}
${db}`, { removeEntry: /!reset/, removeDeep: /!reset/, insertKeys: /!reset/, insertAtAnchors: /!reset/ }),
  shape('letters of the world', `
# übersicht 概要 🚀
services:
  web:
    image: nginx:1 # 画像
    labels:
      título: "ça va 🚀"
      名前: 値
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on:
      - db # 🗄
${db}`),
  shape('long text', `
services:
  web:
    image: nginx:1
    labels:
      long: ${LONG}
    restart: always
    ports: ["8080:80", "8443:443"]
    command: ["sh", "-c", "${LONG}"]
    depends_on: [db]
${db}`),
  shape('quoted keys', `
"services":
  "web":
    'image': nginx:1
    "restart": always
    "ports":
      - "8080:80"
      - "8443:443"
    "depends_on":
      - "db"
${db}`),
  shape('dependencies in the long form', `
services:
  web:
    image: nginx:1
    restart: always
    ports:
      - "8080:80"
      - "8443:443"
    depends_on:
      db:
        condition: service_started # enough
        restart: true
      cache:
        condition: service_started
  cache: {image: redis:7}
${db}`),
  shape('dependencies in brackets over lines', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [
      db, # the store
      'cache',
    ]
  cache: {image: redis:7}
${db}`),
  shape('dependencies as maps in brackets', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: { db: { condition: service_started, required: false }, cache: {condition: service_healthy} }
  cache: {image: redis:7}
${db}`),
  shape('dependencies by merge', `
x-needs: &needs
  depends_on: [db]
services:
  web:
    <<: *needs
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
${db}`, { setConditions: BY_MERGE }),
  shape('ports in the long form', `
services:
  web:
    image: nginx:1
    restart: always
    ports:
      - target: 80
        # outside
        published: "8080"
      - "8443:443"
      -   target: 9000
          published: "9000"
    depends_on: [db]
${db}`),
  shape('extends in the same file', `
services:
  base:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
  web:
    extends: base
    restart: unless-stopped
    depends_on: [db]
${db}`, { removeEntry: /another place/ }),
  shape('a base that another extends', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
  api:
    extends:
      service: web
    image: nginx:2
${db}`),
  shape('numbers that must stay as they are', `
services:
  web:
    environment:
      MODE: 0644
      FLOAT: 1.10
      EXP: 1e3
      HEX: 0x1F
      NOTHING: ~
      YES: "yes"
    image: nginx:1
    restart: always
    mem_swappiness: 0
    ports:
      - 8080:80
      - 443
    depends_on: [db]
${db}`),
  shape('an anchored scalar', `
services:
  web:
    image: &image nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
  api:
    image: *image
${db}`, { replaceScalar: /anchor `&image`/ }),
  shape('a scalar by alias', `
x-image: &image nginx:1
services:
  web:
    image: *image
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`, { replaceScalar: /alias of/ }),
  shape('an anchor named twice', `
x-a: &a {restart: "no"}
x-b: &a {restart: always}
services:
  web:
    <<: *a
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`, { removeEntry: BY_MERGE }),
  shape('explicit keys', `
services:
  web:
    image: nginx:1
    ? restart
    : always
    ? ports
    : - "8080:80"
      - "8443:443"
    depends_on: [db]
${db}`, { removeEntry: /unusual/, removeItem: /unusual/, appendItems: /unusual/ }),
  shape('spaces around colons', `
services :
  web :
    image    :   nginx:1
    restart  :   always    # aligned
    ports    :   [ "8080:80" , "8443:443" ]
    depends_on : [ db ]
${db}`),
  shape('comments at odd columns', `
services:
  web:
    image: nginx:1
# left
    restart: always
          # right
    ports:
      - "8080:80"
   # between
      - "8443:443"
 # odd
    depends_on: [db]
        # deep
${db}`),
  shape('variables', `
services:
  web:
    image: "\${IMAGE:-nginx}:1"
    restart: \${RESTART:-always}
    ports:
      - "\${PORT:-8080}:80"
      - "\${TLS:-8443}:443"
    depends_on:
      - db
${db}`),
  shape('services first, other keys behind', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}
name: shop

volumes:
  data: # kept
    driver: local

x-note: last
`),
  shape('lists with blank lines and comments', `
services:
  web:
    image: nginx:1
    ports:
      # one

      - "8080:80"

      # two
      - "8443:443"

      # none

    restart: always
    depends_on:
      # the store

      - db
${db}`),
  shape('an extension within', `
services:
  web:
    x-note: {a: [1, 2]}
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    x-last:
      - - a
        - b
${db}`),
  shape('a profile and a build', `
services:
  web:
    build:
      context: .
      args:
        - A=1
    image: nginx:1
    profiles: [dev]
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`),
  shape('no dependencies, one port', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80"]
`, NO_DEPENDENCY),
  shape('one port in block style, last', `
services:
  db:
    image: postgres:16
  web:
    image: nginx:1
    restart: always
    depends_on: [db]
    ports:
      - "8080:80" # only
`),
  shape('deep limits with their own comments', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    deploy: # scaled
      # measured in May
      resources:
        limits: {memory: 256M} # enough
        reservations: # half
          memory: 128M
      replicas: 1
${db}`),
  shape('every collection typed by hand in one line', `
services: {web: {image: nginx:1, restart: always, ports: [8080:80, 8443:443], depends_on: {db: {condition: service_started}}, deploy: {resources: {limits: {memory: 256M}}}}, db: {image: postgres:16}}
`),
  shape('a trailing comma and no spaces', `
services:
  web: {image: nginx:1,restart: always,ports: ["8080:80","8443:443",],depends_on: [db,],}
${db}`),
  shape('a tag of the core schema', `
services:
  web:
    image: !!str nginx:1
    restart: always
    ports: !!seq
      - "8080:80"
      - !!str 8443:443
    depends_on: [db]
${db}`),
  shape('a quoted merge of networks', `
networks:
  front: &net
    driver: bridge
  back: *net
services:
  web:
    image: nginx:1
    restart: always
    networks: {front: {}, back: {}}
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
  db:
    image: postgres:16
    networks: [back]
`),
  ...UNUSUAL_SHAPES,
];
