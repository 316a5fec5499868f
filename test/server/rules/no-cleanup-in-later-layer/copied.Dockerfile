FROM debian:bookworm-slim
COPY vendor/driver.deb /tmp/
RUN dpkg -i /tmp/driver.deb
# want no-cleanup-in-later-layer (withheld): COPY brings stays.*type=bind
RUN rm /tmp/driver.deb
COPY . /src
# want no-cleanup-in-later-layer (withheld): COPY brings stays
RUN make -C /src install && rm -rf /src
