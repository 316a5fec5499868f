FROM debian:bookworm-slim
RUN apt-get update
RUN apt-get update && apt-get -s install git && apt-get remove -y make && apt-get autoremove -y && apt-get download git
RUN apt-get install -y /tmp/a.deb ./b.deb "$FILE.deb"
RUN dpkg -i /tmp/a.deb && apt-cache policy git && apt-mark manual git && aptitude install -y git
# Its own folders, or its own configuration.
RUN apt-get update && apt-get -o Dir::Cache=/build/apt -o Dir::State::lists=/build/lists install -y git
RUN apt-get -c apt.conf update && apt-get -c apt.conf install -y git
RUN --mount=type=cache,id=apt,target=/var/cache/apt/archives,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update && apt-get install -y git
RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update
