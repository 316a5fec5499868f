# want pin-base-image: ^`docker\.io/library/node` has no tag
FROM docker.io/library/node AS build
