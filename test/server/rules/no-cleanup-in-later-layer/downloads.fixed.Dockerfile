FROM debian:bookworm-slim
ADD https://example.com/get.sh /get.sh
RUN curl -fsSL -o /tmp/tool.tar.gz https://example.com/tool.tar.gz
RUN tar -xzf /tmp/tool.tar.gz -C /opt
# want no-cleanup-in-later-layer (withheld): RUN between the two may still need it
RUN rm -f /tmp/tool.tar.gz
RUN wget https://example.com/other.zip && rm /other.zip
# want no-cleanup-in-later-layer: /other\.zip
