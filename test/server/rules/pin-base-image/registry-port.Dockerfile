# want pin-base-image: ^`registry\.example\.org:5000/base` has no tag
FROM registry.example.org:5000/base
