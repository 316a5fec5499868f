import { BY_MERGE, db, shape, type Shape } from './support/shape.ts';

const UNUSUAL = /too unusual/;
const ERRORS = /YAML errors/;
const EVERY_EDIT = {
  replaceScalar: ERRORS, removeEntry: ERRORS, removeDeep: ERRORS, removeItem: ERRORS, appendItems: ERRORS, createList: ERRORS,
  setConditions: ERRORS, addSecrets: ERRORS, addVolumes: ERRORS, insertKeys: ERRORS, insertAtAnchors: ERRORS,
};

/** What single files of the public do. */
export const UNUSUAL_SHAPES: readonly Shape[] = [
  shape('a byte order mark', `\ufeffservices:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`),
  shape('a byte order mark before brackets', '\ufeff{"services": {"web": {"image": "nginx:1", "restart": "always", "ports": ["8080:80"], "depends_on": ["db"]}, "db": {"image": "postgres:16"}}}\n'),
  shape('a directive', `
%YAML 1.1
---
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`),
  shape('a comment behind the mark of the document, blank lines first', `


# main
--- # the only one

version: "3.9"

services:
  web:
    image: nginx:1
    restart: always
    ports:
      - "8080:80"
      - "8443:443"
    depends_on:
      - db
${db}`),
  shape('null written out', `
services:
  web:
    image: nginx:1
    restart: always
    deploy: ~
    command: null
    entrypoint: ~ # of the image
    depends_on: [db]
${db}`, { insertKeys: /not written as a map/, insertAtAnchors: /not written as a map/ }),
  shape('limits without a value', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80"]
    depends_on: [db]
    deploy:
      replicas: 1
      resources: {}
${db}`),
  shape('nothing behind the last colon of the file', `
services:
  db:
    image: postgres:16
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    command:`),
  shape('a comment last, without a line ending', `
services:
  db:
    image: postgres:16
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    # end`),
  shape('block text last, without a line ending', `
services:
  db:
    image: postgres:16
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    command: |
      echo one
      echo two`, { createList: UNUSUAL, insertKeys: UNUSUAL, insertAtAnchors: UNUSUAL, addSecrets: UNUSUAL, addVolumes: UNUSUAL }),
  shape('stripped block text last, without a line ending', `
services:
  db:
    image: postgres:16
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    command: >-
      echo one
      two`),
  shape('block text with its own indentation', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    command: |2-
        deep
      less
    labels:
      a: >1
       one
${db}`),
  shape('block text in a list, last', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    command:
      - sh
      - -c
      - |
        set -e
        # no comment

        exec nginx # no comment either

${db}`),
  shape('one space', `
services:
 web:
  image: nginx:1
  restart: always
  ports:
   - 8080:80
   - 8443:443
  depends_on:
   - db
 db:
  image: postgres:16
`),
  shape('eight spaces', `
services:
        web:
                image: nginx:1
                restart: always
                ports:
                        - 8080:80
                        - 8443:443
                depends_on:
                        - db
        db:
                image: postgres:16
`),
  shape('each service with another indentation', `
services:
  db:
      image: postgres:16
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
`),
  shape('values on the line below', `
services:
  web:
    image:
      nginx:1
    restart:
      always
    ports:
      ["8080:80", "8443:443"]
    depends_on:
      [
        db
      ]
${db}`),
  shape('dashes on their own lines', `
services:
  web:
    image: nginx:1
    restart: always
    ports:
      -
        target: 80
        published: "8080"
      -
        "8443:443"
    depends_on: [db]
${db}`, { removeItem: UNUSUAL }),
  shape('tabs behind colons', `
services:
  web:
    image:\tnginx:1
    restart: \talways
    ports:
      - "8080:80"\t
      - "8443:443" \t# tab
    depends_on:\t[db]
${db}`),
  shape('hashes that are no comments', `
services:
  web:
    image: nginx:1
    command: echo a#b # e
    labels:
      color: "#fff"
      path: /a#b
      word: 'it''s # quoted'
    restart: "always" # "# quoted"
    ports: ["8080:80", '8443:443'] # [#]
    depends_on: [db]
${db}`),
  shape('blank lines of spaces', `
services:
  web:
    image: nginx:1
    \x20\x20
    restart: always
\x20\x20
    ports:
      - "8080:80"
\x20\x20\x20\x20\x20\x20\x20\x20
      - "8443:443"
    depends_on:
      - db
\x20
${db}`),
  shape('escapes in quotes', `
services:
  web:
    image: "nginx\\u003a1"
    labels:
      a: "tab\\tline\\nend \\"x\\" \\\\"
      b: "caf\\xe9"
    restart: "\\x61lways"
    ports: ["8080\\x3a80", "8443:443"]
    depends_on: ["d\\x62"]
${db}`),
  shape('a deploy with an anchor that another takes', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    deploy: &deploy
      replicas: 1
      resources:
        limits:
          memory: 256M
  api:
    image: nginx:1
    deploy: *deploy
${db}`),
  shape('a deploy by alias', `
x-deploy: &deploy
  replicas: 1
  resources:
    limits:
      memory: 256M
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    deploy: *deploy
  api:
    image: nginx:1
    deploy: *deploy
${db}`, { removeDeep: /alias of/, insertKeys: /alias of/ }),
  shape('lists with anchors that others take', `
services:
  web:
    image: nginx:1
    restart: always
    ports: &ports
      - "80"
      - "443"
    depends_on: &needs
      - db
  api:
    image: nginx:1
    ports: *ports
    depends_on: *needs
${db}`, { setConditions: /anchor `&needs`/ }),
  shape('dependencies by alias', `
x-needs: &needs [db]
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: *needs
${db}`, { setConditions: /alias of/ }),
  shape('an anchor with a comment, another on its own line', `
services:
  web: &web # the web
    image: nginx:1
    restart: always
    ports: ["80", "443"]
    depends_on: [db]
  api:
    &api
    <<: *web
  job:
    <<: *api
    restart: "no"
${db}`),
  shape('a service in brackets with an anchor', `
services:
  web: &web {image: nginx:1, restart: always, ports: ["80", "443"], depends_on: [db]}
  api: {<<: *web, image: nginx:2}
${db}`),
  shape('a merge of a map in place', `
services:
  web:
    <<: {init: true, restart: always}
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`, { removeEntry: /merge key/ }),
  shape('a merge of anchors and maps in place', `
x-a: &a {restart: always}
services:
  web:
    <<:
      - *a
      - {init: true}
      - deploy: {replicas: 1, resources: {limits: {memory: 256M}}}
    image: nginx:1
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`, { removeEntry: BY_MERGE, removeDeep: /merge key/, insertKeys: /merge key/, insertAtAnchors: UNUSUAL }),
  shape('services by a merge', `
x-common: &common
  db:
    image: postgres:16
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
services:
  <<: *common
  api:
    image: nginx:2
`, { appendItems: /not written as a map/, createList: /not written as a map/, insertKeys: /not written as a map/, insertAtAnchors: /not written as a map/, setConditions: /no `depends_on` of its own/ }),
  shape('a merge within the environment', `
x-env: &env
  A: "1"
  B: two
services:
  web:
    image: nginx:1
    environment:
      <<: *env
      C: 3
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`),
  shape('a fragment within a fragment', `
x-defaults:
  logging: &log
    driver: json-file
  deploy: &deploy
    resources: &res
      limits: &limits
        memory: 256M
services:
  web:
    image: nginx:1
    restart: always
    logging: *log
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    deploy:
      <<: *deploy
      replicas: 1
  api:
    image: nginx:1
    deploy:
      resources: *res
${db}`, { removeDeep: BY_MERGE, insertKeys: BY_MERGE }),
  shape('three documents, one of comments', `
# defaults
---
services:
  web:
    image: nginx:1
    depends_on: [db]
${db}
---
# what runs
services:
  web:
    restart: always
    ports: ["8080:80", "8443:443"]
...
`),
  shape('a service that a later document says again', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80"]
    deploy: {resources: {limits: {memory: 256M}}}
    depends_on: [db]
${db}---
services:
  web:
    ports: ["8443:443"]
`, { removeItem: /without any key/, appendItems: /several documents/, insertKeys: /another document/, insertAtAnchors: /another document/ }),
  shape('services between other keys, without indentation of comments', `
name: shop
# volumes
volumes:
  data:
services:
  # web
  web:
    image: nginx:1
#   restart: no
    restart: always
    ports:
#     - "1:1"
      - "8080:80"
#     - "2:2"
      - "8443:443"
    depends_on:
      - db
#   tail of web
${db}
networks:
  default:
    name: shop
# tail of the file
`),
  shape('brackets closed at odd places', `
services:
  web:
    image: nginx:1
    restart: always
    ports: [
      "8080:80"
      , "8443:443"
      ]
    depends_on: { db: {
      condition: service_started } }
    deploy: {
      resources: {
        limits: {memory: 256M}
     }}
${db}`, { removeItem: UNUSUAL }),
  shape('brackets closed further left than YAML allows, which compose reads', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    deploy: {
      resources: {
        limits: {memory: 256M}
    }}
${db}`, EVERY_EDIT),
  shape('brackets with comments between', `
services:
  web:
    image: nginx:1
    restart: always
    ports: [ # both
      # one
      "8080:80", # plain
      # two
      "8443:443", # secure
      # none
    ]
    depends_on: [ # waits
      db # store
    ]
    deploy: { # scaled
      # once
      replicas: 1 # one
    }
${db}`),
  shape('ports as maps in brackets', `
services:
  web:
    image: nginx:1
    restart: always
    ports: [{target: 80, published: "8080"}, {target: 443, published: "8443"}]
    depends_on: [db]
${db}`),
  shape('a list of one item in brackets, a comment behind it', `
services:
  web:
    image: nginx:1 # 1
    restart: always # 2
    ports: ["8080:80"] # 3
    depends_on: [db] # 4
    cap_drop: [] # 5
${db}`),
  shape('keys that look like other types', `
services:
  web:
    image: nginx:1
    labels:
      yes: "on"
      "1": one
      y: nothing
      "1.5": half
      "true": "true"
    environment: {"NO": "no", Y: "y", "0x1": "a"}
    restart: always
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
${db}`),
  shape('characters beyond the first plane and marks that join', `
services:
  web:
    image: nginx:1
    labels: {👩‍👩‍👧: "🇩🇪", é: "e\u0301"} # 👨‍🚀
    restart: always # 🚀
    ports: ["8080:80", "8443:443"] # 🚪
    depends_on: [db]
${db}`),
  shape('an override of a map and resets within', `
services:
  web:
    image: nginx:1
    restart: always
    ports: ["8080:80", "8443:443"]
    environment: !override
      A: "1"
      B: !reset null
    depends_on: [db]
    deploy: !override
      resources:
        limits:
          memory: 256M
${db}`, { removeDeep: /!override/ }),
  shape('a very deep service', `
services:
  web:
    image: nginx:1
    restart: always
    x-tree: {a: {b: {c: {d: {e: {f: {g: {h: [[[[[[[[1]]]]]]]]}}}}}}}}
    ports: ["8080:80", "8443:443"]
    depends_on: [db]
    deploy:
      placement:
        constraints:
          - node.labels.a == b
        preferences:
          - spread: node.labels.zone
${db}`),
  shape('only the service', 'services: {web: {image: nginx}}', { setConditions: /no `depends_on`/ }),
  shape('only the service, on two lines', 'services:\n  web: {image: nginx}', { setConditions: /no `depends_on`/ }),
  shape('many blank lines and none at the end', '\n\n\nservices:\n\n\n  web:\n\n\n    image: nginx:1\n    restart: always\n\n\n\n\n'.replace(/^\n/, ''), { setConditions: /no `depends_on`/ }),
];
