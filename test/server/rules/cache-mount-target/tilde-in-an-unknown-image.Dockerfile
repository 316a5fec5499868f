FROM registry.example.com/base
# want cache-mount-target: `~` means nothing in a mount, so this one is at a folder below WORKDIR
# want cache-mount-target (withheld): base image .* may set a USER
RUN --mount=type=cache,target=~/.cache/pip pip install a
# want cache-mount-target: write the whole path
# want cache-mount-target (withheld): nothing tells which folder
RUN --mount=type=cache,target=~/.cache/tool tool build
