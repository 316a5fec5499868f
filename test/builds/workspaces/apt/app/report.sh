#!/bin/sh
# {{run}}
echo "version 1, $(echo '{"found": "jq"}' | jq -r .found)"
